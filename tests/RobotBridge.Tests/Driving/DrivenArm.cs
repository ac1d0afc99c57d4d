using Robotics.Datasets;
using Robotics.Policy;
using Robotics.RobotBridge.Driving;
using Robotics.RobotBridge.Node;
using Robotics.RobotBridge.Ros2.Dds;
using Robotics.RobotBridge.Ros2.Names;
using Robotics.RobotBridge.Safety;
using Robotics.RobotBridge.Tests.Node;
using Robotics.RobotBridge.Tests.Ros2;

namespace Robotics.RobotBridge.Tests.Driving;

/// <summary>A driving node over real DDS, and an arm that does what it is told.</summary>
internal static class DrivenArm
{
    // generous times: what is tested is who may move when, and a loaded machine must not stop the arm by itself
    public static readonly NodeSettings Settings = new()
    {
        Name = "driver",
        Role = NodeRole.Drive,
        Task = "go there",
        Dds = new DdsSettings { Domain = 94, LocalhostOnly = true },
        Robot = new RobotSettings { Joints = ["a", "b"], Commands = "/arm/joint_trajectory" },
        Sensors = new SensorSettings { Cameras = [new CameraTopic { Name = "front", Topic = "/front", Compressed = false }], StateSlop = 1 },
        Safety = new SafetySettings
        {
            Joints = [Limits("b"), Limits("a")],
            DeadmanTimeout = 2,
            HoldAfter = 2,
            StopAfter = 4,
            ObservationHoldAfter = 2,
            ObservationStopAfter = 4,
            RampTime = 0.1,
        },
    };

    public static JointLimits Limits(string name) => new() { Name = name, Low = -2, High = 2, Velocity = 1, Acceleration = 5, Step = 0.5 };

    public static Func<Observation, float[,]> Towards(double a, double b) => observation =>
    {
        Assert.Equal((2, "front"), (observation.State.Length, observation.Images.Keys.Single()));
        return new[,] { { (float)a, (float)b }, { (float)a, (float)b } };
    };

    public static bool Enabled(FollowingArm arm) => Try(arm.Enable, () => arm.Gate == "enabled");

    // topics are asynchronous: say it, and look a little later
    public static bool Try(Action say, Func<bool> done)
    {
        if (done())
            return true;
        say();
        Thread.Sleep(50);
        return done();
    }

    public static void Drive(NodeSettings settings, Func<Observation, float[,]> act, Action<FollowingArm, ArmDriver, ScriptedPolicy, Action> test, TimeProvider? clock = null, Action<string, bool>? written = null, params string[] arguments) => Network(settings, (arm, node) =>
    {
        node.Log.Written = written;
        using var policy = new ScriptedPolicy(act);
        using var driver = new ArmDriver(node, policy, ["front"]);
        using var cancellation = new CancellationTokenSource();
        Exception? failure = null;
        var loop = new Thread(() => failure = Record.Exception(() => driver.Run(cancellation.Token)));
        loop.Start();
        void Stop()
        {
            cancellation.Cancel();
            loop.Join();
        }
        try
        {
            Eventually.True(() => arm.IsReachable, "the node is there");
            test(arm, driver, policy, Stop);
        }
        finally
        {
            Stop();
        }
        if (failure is not null)
            throw failure;
    }, clock, arguments);

    public static void Network(NodeSettings settings, Action<FollowingArm, NodeContext> test, TimeProvider? clock = null, params string[] arguments)
    {
        Assert.SkipWhen(CycloneLibrary.WhyUnavailable() is not null, CycloneLibrary.WhyUnavailable() ?? "");
        IsolatedNetwork.Run(() =>
        {
            using var transport = new DdsTransport(settings.Dds, settings.Name, RosArguments.Parse(arguments));
            using var simulated = transport.Parameters.UseSimTime ? new SimulationClock(transport) : null;
            using var robotTransport = new DdsTransport(settings.Dds, "robot", RosArguments.None);
            using var node = new NodeContext(transport, settings, new JointEmbodiment(settings.Robot.Joints), simulated ?? clock ?? TimeProvider.System);
            using var arm = new FollowingArm(robotTransport, "/driver", isSimulated: simulated is not null);
            test(arm, node);
            arm.Dispose();
            AllBuffers.ComeBack(node.Sensors);
        });
    }
}
