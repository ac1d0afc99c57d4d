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

/// <summary>The driving node over real DDS, against an arm that does what it is told.</summary>
[Collection("network")]
public sealed class ArmDriverTests
{
    // generous times: what is tested is who may move when, and a loaded machine must not stop the arm by itself
    private static readonly NodeSettings Settings = new()
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

    [Fact]
    public void Nothing_moves_before_an_operator_says_so_nor_after_the_dead_man_was_released() => Drive(Settings, Towards(0.5, 0.4), (arm, driver, policy, _) =>
    {
        Eventually.True(() => driver.Counts.Plans > 3 && arm.Gate == "disabled", "the policy plans while the gate is disabled");
        arm.Enable();
        Eventually.True(() => arm.Log.Any(line => line.Contains("EnableRefused: the dead-man is not pressed", StringComparison.Ordinal)), "the refusal is logged with its reason");
        Assert.Empty(arm.Commands);

        arm.Deadman = true;
        var resets = policy.Resets;
        Eventually.True(() => Enabled(arm), "the gate is enabled");
        Eventually.True(() => Math.Abs(arm.Positions[0] - 0.5) < 1e-6 && Math.Abs(arm.Positions[1] - 0.4) < 1e-6, "the arm arrives");
        Assert.True(policy.Resets > resets, "what was planned before anything moved is forgotten");
        Assert.All(arm.Commands, command => Assert.True(command[0] is > 0 and < 0.7 && command[1] is > -0.2 and < 0.6));

        arm.Deadman = false;
        Eventually.True(() => arm.Gate == "stopped", "the release stops");
        Eventually.True(() => arm.Log.Any(line => line.Contains("DeadmanReleased", StringComparison.Ordinal)), "and is logged");
        arm.Deadman = true;
        var sent = arm.Commands.Count;
        arm.Enable();
        Eventually.True(() => arm.Log.Any(line => line.Contains("EnableRefused: the gate is Stopped", StringComparison.Ordinal)), "a stop stays");
        arm.Reset();
        Eventually.True(() => arm.Log.Any(line => line.Contains("ResetRefused", StringComparison.Ordinal)), "no reset under a pressed dead-man");
        Assert.Equal(sent, arm.Commands.Count);
        Eventually.True(() => arm.Diagnostics.Any(status => status.Level == 2 && status.Values.Any(value => value.Key == "veto DeadmanReleased")), "diagnostics tell the veto");

        arm.Deadman = false;
        Eventually.True(() => Try(arm.Reset, () => arm.Gate == "disabled"), "a reset with the dead-man released");
        arm.Deadman = true;
        Eventually.True(() => Enabled(arm), "and it may go on");
    });

    [Fact]
    public void Positions_as_an_array_come_in_the_order_of_the_limits() => Drive(
        Settings with { Robot = Settings.Robot with { Commands = "/arm/commands", CommandType = CommandType.Float64MultiArray } }, Towards(0.3, -0.3), (arm, _, _, _) =>
    {
        arm.Deadman = true;
        Eventually.True(() => Enabled(arm), "the gate is enabled");
        Eventually.True(() => Math.Abs(arm.Positions[0] - 0.3) < 1e-6 && Math.Abs(arm.Positions[1] + 0.3) < 1e-6, "each joint goes where it was meant to");
    });

    [Fact]
    public void Whoever_watches_reads_an_array_in_the_order_in_which_the_driver_sends_it()
    {
        Assert.Equal(["b", "a"], Settings.CommandOrder(Settings.Robot.Joints));
        Assert.Equal(["a", "b"], (Settings with { Safety = null }).CommandOrder(Settings.Robot.Joints));
    }

    [Fact]
    public void Beyond_the_limits_the_gate_has_the_last_word() => Drive(Settings, Towards(9, double.NegativeInfinity), (arm, driver, _, _) =>
    {
        arm.Deadman = true;
        Eventually.True(() => Try(arm.Enable, () => arm.Log.Any(line => line.Contains("BadProposal", StringComparison.Ordinal))), "what is not finite is refused and logged");
        Assert.Empty(arm.Commands);
        Assert.Equal(GateState.Disabled, driver.Counts.State);
    });

    [Fact]
    public void When_the_node_ends_the_arm_has_been_braked() => Drive(Settings, Towards(1.5, 1.5), (arm, driver, _, stop) =>
    {
        arm.Deadman = true;
        Eventually.True(() => Enabled(arm), "the gate is enabled");
        Eventually.True(() => arm.Commands.Count > 10, "the arm moves");
        stop();
        Assert.Equal(GateState.Stopped, driver.Counts.State);
        Eventually.True(() => arm.Commands.Count == driver.Counts.Commands, "every command has arrived");
        var last = arm.Commands.TakeLast(3).ToArray();
        Assert.True(Math.Abs(last[2][0] - last[1][0]) <= Math.Abs(last[1][0] - last[0][0]) + 1e-9, "the last commands brake");
        Assert.Contains(arm.Log, line => line.Contains("StopRequest: the node ends", StringComparison.Ordinal));
    });

    [Fact]
    public void A_clock_that_goes_back_stops_the_arm_and_does_not_silence_the_diagnostics()
    {
        var clock = new WallClock();
        Drive(Settings, Towards(1.5, 1.5), (arm, _, _, _) =>
        {
            arm.Deadman = true;
            Eventually.True(() => Enabled(arm), "the gate is enabled");
            Eventually.True(() => arm.Commands.Count > 10, "the arm moves");
            clock.Offset = TimeSpan.FromHours(-1);
            Eventually.True(() => arm.Gate == "stopped", "the arm stops");
            Eventually.True(() => arm.Log.Any(line => line.Contains("ClockFault: the clock of the stamps went back by 3", StringComparison.Ordinal)), "the reason is logged");
            Eventually.True(() => arm.Diagnostics.Any(status => status.Message == "stopped"), "the stop is told");
            var told = arm.Diagnostics.Count;
            Eventually.True(() => arm.Diagnostics.Count > told, "diagnostics go on");
        }, clock);
    }

    [Fact]
    public void In_simulated_time_the_arm_moves_and_when_the_clock_freezes_it_stands_and_nothing_more_is_sent() => Drive(
        Settings with { Safety = Settings.Safety! with { Joints = [Slow("b"), Slow("a")], HoldAfter = 1, ObservationHoldAfter = 1 } },
        Towards(1.9, 1.9),
        (arm, driver, _, _) =>
        {
            arm.Deadman = true;
            Eventually.True(() => Enabled(arm), "the gate is enabled");
            Eventually.True(() => arm.Commands.Count > 10, "the arm moves");
            arm.IsFrozen = true;
            Eventually.True(() => arm.Gate == "stopped", "the arm stops");
            Eventually.True(() => arm.Log.Any(line => line.Contains("ClockFault", StringComparison.Ordinal) || line.Contains("StaleMeasurement", StringComparison.Ordinal)), "the reason is logged");
            var (ticks, sent) = (driver.Counts.Ticks, driver.Counts.Commands);
            Eventually.True(() => arm.Commands.Count == sent && driver.Counts.Ticks > ticks + 25, "the loop goes on");
            Assert.Equal(sent, driver.Counts.Commands);
            var last = arm.Commands.TakeLast(2).ToArray();
            Assert.Equal(last[0][0], last[1][0], 0.001);
            Assert.InRange(last[1][0], 0.1, 1.8);
        },
        arguments: ["--ros-args", "-p", "use_sim_time:=true"]);

    [Fact]
    public void A_policy_that_fails_stops_the_arm_and_ends_the_node()
    {
        var fails = false;
        var failure = Assert.Throws<InvalidOperationException>(() => Drive(
            Settings,
            _ => Volatile.Read(ref fails) ? throw new InvalidOperationException("out of ideas") : new float[,] { { 1.5f, 1.5f } },
            (arm, driver, _, _) =>
            {
                arm.Deadman = true;
                Eventually.True(() => Enabled(arm), "the gate is enabled");
                Volatile.Write(ref fails, true);
                Eventually.True(() => driver.Counts.State == GateState.Stopped, "the failure stops the arm");
            }));
        Assert.Equal("out of ideas", failure.Message);
    }

    [Fact]
    public void A_control_loop_that_fails_brakes_the_arm_and_ends_the_node()
    {
        var isFull = false;
        var failure = Assert.Throws<IOException>(() => Drive(Settings, Towards(1.5, 1.5), (arm, driver, _, _) =>
        {
            arm.Deadman = true;
            Eventually.True(() => Enabled(arm), "the gate is enabled");
            Eventually.True(() => arm.Commands.Count > 10, "the arm moves");
            Volatile.Write(ref isFull, true);
            // a refusal is a line in the log
            Eventually.True(() => Try(arm.Enable, () => driver.Counts.State == GateState.Stopped), "the failure stops the arm");
            Eventually.True(() => arm.Commands.Count == driver.Counts.Commands, "every command has arrived");
            var last = arm.Commands.TakeLast(2).ToArray();
            Assert.Equal(last[0][0], last[1][0], 1e-6);
        }, written: (_, _) =>
        {
            if (Interlocked.Exchange(ref isFull, false))
                throw new IOException("the disk is full");
        }));
        Assert.Equal("the disk is full", failure.Message);
    }

    [Fact]
    public void Whoever_else_commands_the_arm_is_told_of_when_the_gate_is_enabled() => Drive(Settings, Towards(0.5, 0.4), (arm, _, _, _) =>
    {
        arm.Deadman = true;
        Eventually.True(() => Enabled(arm), "the gate is enabled");
        Assert.DoesNotContain(arm.Log, line => line.Contains("somebody else", StringComparison.Ordinal));
        arm.Deadman = false;
        Eventually.True(() => Try(arm.Reset, () => arm.Gate == "disabled"), "a reset with the dead-man released");
        arm.CommandAsWell();
        arm.Deadman = true;
        Eventually.True(() => Enabled(arm), "and enabled again");
        Eventually.True(() => arm.Log.Any(line => line.Contains("somebody else sends commands on /arm/joint_trajectory", StringComparison.Ordinal)), "the other one is told of");
    });

    [Theory]
    [InlineData(NodeRole.Drive)]
    [InlineData(NodeRole.Shadow)]
    public void Plans_cannot_be_remapped_to_the_controller(NodeRole role) => Network(Settings with { Role = role }, (_, node) =>
    {
        using var policy = new ScriptedPolicy(Towards(0.5, 0.4));
        var fault = Assert.Throws<FormatException>(() => (role == NodeRole.Drive ? (IDisposable)new ArmDriver(node, policy, ["front"]) : new ShadowPolicy(node, policy, ["front"])).Dispose());
        Assert.Contains("safety gate", fault.Message);
    }, arguments: ["--ros-args", "-r", "~/policy/joint_trajectory:=/arm/joint_trajectory"]);

    [Fact]
    public void A_shadow_publishes_its_plans_and_moves_nothing() => Network(Settings with { Role = NodeRole.Shadow, Safety = null }, (arm, node) =>
    {
        using var policy = new ScriptedPolicy(Towards(0.5, 0.4));
        using var shadow = new ShadowPolicy(node, policy, ["front"]);
        using var cancellation = new CancellationTokenSource();
        var loop = new Thread(() => shadow.Run(cancellation.Token));
        loop.Start();
        Eventually.True(() => arm.Plans.Count > 2, "plans arrive");
        cancellation.Cancel();
        loop.Join();
        var plan = arm.Plans.Last();
        Assert.Equal(["a", "b"], plan.JointNames);
        Assert.Equal([0.5f, 0.4f], plan.Points[^1].Positions.Select(position => (float)position));
        Assert.Equal(50_000_000u, plan.Points[0].TimeFromStart.Nanosec);
        Assert.Empty(arm.Commands);
        Assert.Equal([0.1, -0.1], arm.Positions);
    });

    private static JointLimits Slow(string name) => Limits(name) with { Velocity = 0.2 };

    private static JointLimits Limits(string name) => new() { Name = name, Low = -2, High = 2, Velocity = 1, Acceleration = 5, Step = 0.5 };

    private static Func<Observation, float[,]> Towards(double a, double b) => observation =>
    {
        Assert.Equal((2, "front"), (observation.State.Length, observation.Images.Keys.Single()));
        return new[,] { { (float)a, (float)b }, { (float)a, (float)b } };
    };

    private static bool Enabled(FollowingArm arm) => Try(arm.Enable, () => arm.Gate == "enabled");

    // topics are asynchronous: say it, and look a little later
    private static bool Try(Action say, Func<bool> done)
    {
        if (done())
            return true;
        say();
        Thread.Sleep(50);
        return done();
    }

    private static void Drive(NodeSettings settings, Func<Observation, float[,]> act, Action<FollowingArm, ArmDriver, ScriptedPolicy, Action> test, TimeProvider? clock = null, Action<string, bool>? written = null, params string[] arguments) => Network(settings, (arm, node) =>
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

    private static void Network(NodeSettings settings, Action<FollowingArm, NodeContext> test, TimeProvider? clock = null, params string[] arguments)
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

    private sealed class WallClock : TimeProvider
    {
        public TimeSpan Offset { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Offset;
    }
}
