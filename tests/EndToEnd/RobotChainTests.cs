using System.Collections.Concurrent;
using System.Diagnostics;
using Robotics.Cli.Configuration;
using Robotics.RobotBridge.Driving;
using Robotics.RobotBridge.Node;
using Robotics.RobotBridge.Ros2;
using Robotics.RobotBridge.Ros2.Dds;
using Robotics.RobotBridge.Ros2.Messages.StdMsgs;
using Robotics.RobotBridge.Ros2.Names;
using Robotics.RobotBridge.Tests.Ros2;
using Robotics.Simulation.Tasks;
using StringMessage = Robotics.RobotBridge.Ros2.Messages.StdMsgs.String;

namespace Robotics.EndToEnd;

/// <summary>The whole chain over real DDS in two processes: a simulated robot behind ROS topics, and a node that drives it.</summary>
public sealed class RobotChainTests
{
    private const int Domain = 95;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    [Fact]
    public void A_scripted_expert_behind_the_driving_node_completes_the_task_on_the_simulated_robot() => IsolatedNetwork.Run(() =>
    {
        var settings = SettingsFile.Load<NodeSettings>(
            Path.Combine(RoboticsProcess.Root, "configs/bridge/drive.yaml"),
            [
                $"--dds.domain={Domain}", "--dds.localhost_only=true",
                // a loaded machine must not stop the arm by itself
                "--safety.deadman_timeout=3", "--safety.hold_after=2", "--safety.stop_after=4",
                "--safety.observation_hold_after=3", "--safety.observation_stop_after=6",
            ]);
        using var robot = RoboticsProcess.Start(
            "node", "--simulate", "pick_place", $"--dds.domain={Domain}", "--dds.localhost_only=true", "--task.cameras=[front]", "--first_seed=7");
        try
        {
            Assert.StartsWith("/robot is in domain 95", robot.StandardError.ReadLine(), StringComparison.Ordinal);
            Drive(settings);
        }
        finally
        {
            RoboticsProcess.Signal(robot, "INT");
            Assert.Equal(0, RoboticsProcess.Finish(robot).ExitCode);
        }
    });

    private static void Drive(NodeSettings settings)
    {
        using var transport = new DdsTransport(settings.Dds, settings.Name, RosArguments.None);
        using var operatorTransport = new DdsTransport(settings.Dds, "operator", RosArguments.None);
        using var embodiment = new PickPlaceEmbodiment();
        using var node = new NodeContext(transport, settings, embodiment, TimeProvider.System);
        using var witness = new Witness(operatorTransport);
        using var policy = new ScriptedExpertPolicy(() => witness.Cube);
        using var driver = new ArmDriver(node, policy, ["front"]);
        using var cancellation = new CancellationTokenSource();
        Wait(() => witness.Cube.Length == 4, "the robot tells where the cube is");
        Exception? failure = null;
        var loop = new Thread(() => failure = Record.Exception(() => driver.Run(cancellation.Token)));
        loop.Start();
        try
        {
            Wait(() => witness.Hold() && witness.Gate == "enabled", "the gate is enabled", witness.Enable);
            Wait(() => witness.Hold() && witness.Success, $"the cube is on the goal", () => Assert.True(witness.Gate is "enabled" or "holding", string.Join('\n', witness.Log)));
        }
        finally
        {
            cancellation.Cancel();
            loop.Join();
        }
        Assert.Null(failure);
        Assert.Equal(["carry to the goal", "grasp the cube", "place on the goal", "reach the cube", "retreat"], witness.Stages.Distinct().Order(StringComparer.Ordinal));
    }

    private static void Wait(Func<bool> condition, string what, Action? meanwhile = null)
    {
        var clock = Stopwatch.StartNew();
        while (!condition())
        {
            Assert.True(clock.Elapsed < Patience, $"not within {Patience.TotalSeconds} s: {what}");
            meanwhile?.Invoke();
            Thread.Sleep(50);
        }
    }

    /// <summary>An operator who holds the dead-man, and what can be seen from there.</summary>
    private sealed class Witness : IDisposable
    {
        private readonly List<IDisposable> _ends = [];
        private readonly IPublisher<Bool> _deadman;
        private readonly IPublisher<Bool> _enable;

        public Witness(ITransport transport)
        {
            _deadman = Keep(transport.Publish<Bool>("/driver/deadman", QosProfile.Default));
            _enable = Keep(transport.Publish<Bool>("/driver/enable", QosProfile.Default));
            Keep(transport.Subscribe<Float64MultiArray>("/robot/truth/cube", QosProfile.Default, message => Cube = message.Data));
            Keep(transport.Subscribe<StringMessage>("/robot/truth/stage", QosProfile.Default, message => Stages.Enqueue(message.Data)));
            Keep(transport.Subscribe<Bool>("/robot/truth/success", QosProfile.Default, message => Success |= message.Data));
            Keep(transport.Subscribe<StringMessage>("/driver/gate", QosProfile.Latched, message => Gate = message.Data));
            Keep(transport.Subscribe<Robotics.RobotBridge.Ros2.Messages.RclInterfaces.Log>("/rosout", QosProfile.Default, message => Log.Enqueue(message.Msg)));
        }

        public double[] Cube { get; private set; } = [];

        public ConcurrentQueue<string> Stages { get; } = new();

        public ConcurrentQueue<string> Log { get; } = new();

        public bool Success { get; private set; }

        public string Gate { get; private set; } = "";

        public bool Hold()
        {
            _deadman.Publish(new Bool { Data = true });
            return true;
        }

        public void Enable() => _enable.Publish(new Bool { Data = true });

        public void Dispose() => _ends.ForEach(end => end.Dispose());

        private T Keep<T>(T end)
            where T : IDisposable
        {
            _ends.Add(end);
            return end;
        }
    }
}
