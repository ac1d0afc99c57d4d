using System.Collections.Concurrent;
using System.Diagnostics;
using Robotics.Cli.Configuration;
using Robotics.RobotBridge.Driving;
using Robotics.RobotBridge.Node;
using Robotics.RobotBridge.Ros2;
using Robotics.RobotBridge.Ros2.Dds;
using Robotics.RobotBridge.Ros2.Messages.RclInterfaces;
using Robotics.RobotBridge.Ros2.Messages.StdMsgs;
using Robotics.RobotBridge.Ros2.Names;
using Robotics.RobotBridge.Tests.Ros2;
using Robotics.Simulation.Tasks;

namespace Robotics.EndToEnd;

/// <summary>The whole chain over real DDS in two processes: a simulated robot behind ROS topics, and a node that drives it.</summary>
public sealed class RobotChainTests
{
    private const int Domain = 95;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(150);

    [Fact]
    public void A_scripted_expert_behind_the_driving_node_completes_the_task_on_the_simulated_robot_twice() => IsolatedNetwork.Run(() =>
    {
        var settings = SettingsFile.Load<NodeSettings>(
            Path.Combine(RoboticsProcess.Root, "configs/bridge/drive.yaml"),
            [
                $"--dds.domain={Domain}",
                // a loaded machine must not stop the arm by itself
                "--safety.deadman_timeout=3", "--safety.hold_after=2", "--safety.stop_after=4",
                "--safety.observation_hold_after=3", "--safety.observation_stop_after=6",
            ]);
        using var robot = RoboticsProcess.Start(
            "node", "--simulate", "pick_place", $"--dds.domain={Domain}", "--task.cameras=[front]",
            "--first_seed=7", "--episodes=2", "--episode_seconds=60", "--operator_of=/driver", "--json");
        try
        {
            Assert.StartsWith("/robot is in domain 95", robot.StandardError.ReadLine(), StringComparison.Ordinal);
            var log = Drive(settings, robot);
            Assert.True(robot.HasExited, string.Join('\n', log));
            var outcome = RoboticsProcess.Finish(robot);
            Assert.Equal(0, outcome.ExitCode);
            Assert.True(outcome.Output.Contains("\"successes\": 2", StringComparison.Ordinal), outcome.Error + string.Join('\n', log));
        }
        finally
        {
            if (!robot.HasExited)
                robot.Kill();
        }
    });

    /// <summary>Drives until the robot has had its episodes; what the node logged.</summary>
    private static ConcurrentQueue<string> Drive(NodeSettings settings, Process robot)
    {
        using var transport = new DdsTransport(settings.Dds, settings.Name, RosArguments.None);
        using var witness = new DdsTransport(settings.Dds, "witness", RosArguments.None);
        var log = new ConcurrentQueue<string>();
        double[] cube = [];
        using var truth = witness.Subscribe<Float64MultiArray>("/robot/truth/cube", QosProfile.Default, message => Volatile.Write(ref cube, message.Data));
        using var lines = witness.Subscribe<Log>("/rosout", QosProfile.Default, message => log.Enqueue(message.Msg));
        Wait(() => Volatile.Read(ref cube).Length == 4);
        using var embodiment = new PickPlaceEmbodiment();
        using var node = new NodeContext(transport, settings, embodiment, TimeProvider.System);
        using var policy = new ScriptedExpertPolicy(() => Volatile.Read(ref cube));
        using var driver = new ArmDriver(node, policy, ["front"]);
        using var cancellation = new CancellationTokenSource();
        Exception? failure = null;
        var loop = new Thread(() => failure = Record.Exception(() => driver.Run(cancellation.Token)));
        loop.Start();
        Wait(() => robot.HasExited || failure is not null);
        cancellation.Cancel();
        loop.Join();
        Assert.Null(failure);
        return log;
    }

    private static void Wait(Func<bool> condition)
    {
        var clock = Stopwatch.StartNew();
        while (!condition() && clock.Elapsed < Patience)
            Thread.Sleep(50);
    }
}
