using System.Collections.Concurrent;
using Robotics.Policy;
using Robotics.RobotBridge.Node;
using Robotics.RobotBridge.Ros2;
using Robotics.RobotBridge.Ros2.Dds;
using Robotics.RobotBridge.Ros2.Messages.RclInterfaces;
using Robotics.RobotBridge.Ros2.Messages.RosgraphMsgs;
using Robotics.RobotBridge.Ros2.Messages.SensorMsgs;
using Robotics.RobotBridge.Ros2.Messages.StdMsgs;
using Robotics.RobotBridge.Ros2.Names;
using Robotics.RobotBridge.Tests.Ros2;

namespace Robotics.RobotBridge.Tests.Node;

/// <summary>What a node owes the others around it, over real DDS.</summary>
[Collection("network")]
public sealed class CitizenshipTests
{
    [Fact]
    public void Simulated_time_follows_the_clock_topic() => Run((node, other) =>
    {
        using var clock = new SimulationClock(node);
        Assert.Equal(0, RosTime.Now(clock));
        using var publisher = other.Publish<Clock>("/clock", QosProfile.Default);
        Eventually.True(() => publisher.Matched == 1, "both ends match");
        foreach (var time in new[] { 1_700_000_000_000_000_100L, 5_000_000_000L })
        {
            publisher.Publish(new Clock { ClockValue = RosTime.Stamp(time) });
            Eventually.True(() => RosTime.Now(clock) == time, "the clock shows what was said, also when it jumps back");
        }
    });

    [Fact]
    public void When_the_clock_goes_back_older_stamps_count_again() => Run((transport, other) =>
    {
        using var clock = new SimulationClock(transport);
        using var node = new NodeContext(transport, Settings, new JointEmbodiment(["a"]), clock);
        using var time = other.Publish<Clock>("/clock", QosProfile.Default);
        using var camera = other.Publish<Image>("/front", QosProfile.Default);
        using var states = other.Publish<JointState>("/joint_states", QosProfile.Default);
        var moments = node.Sensors.Watch(["front"]);
        Eventually.True(() => time.Matched == 1 && camera.Matched == 1 && states.Matched == 1, "all ends match");
        time.PublishTo(transport, new Clock { ClockValue = RosTime.Stamp(100_000_000_000) });
        Assert.True(See(100, 1) is { Stamp: 100_000_000_000, Measured: [1] }, "a moment is seen");
        Assert.Null(See(99, 2));
        time.PublishTo(transport, new Clock { ClockValue = RosTime.Stamp(99_000_000_000) });
        Assert.True(See(99, 3) is { Stamp: 99_000_000_000, Measured: [3] }, "the time that comes again is seen, with its own joint state");

        Moment? See(int seconds, double position)
        {
            var header = new Header { Stamp = RosTime.Stamp(seconds * 1_000_000_000L) };
            states.PublishTo(transport, new JointState { Header = header, Name = ["a"], Position = [position] });
            camera.PublishTo(transport, new Image { Header = header, Width = 2, Height = 2, Encoding = "mono8", Step = 2, Data = new byte[4] });
            using var moment = moments.Take();
            return moment;
        }
    });

    [Fact]
    public void Sensors_that_say_nothing_or_nothing_of_use_are_named() => Run((transport, other) =>
    {
        using var node = new NodeContext(transport, Settings, new JointEmbodiment(["a", "b"]), TimeProvider.System);
        var silence = node.Sensors.Silence(["front"]);
        Assert.Equal("no image of front on /front, which nobody publishes; no joint state on /joint_states, which nobody publishes", silence.Look());
        using var camera = other.Publish<Image>("/front", QosProfile.Default);
        using var states = other.Publish<JointState>("/joint_states", QosProfile.Default);
        Eventually.True(() => silence.Look() == "no image of front on /front; no joint state on /joint_states", "both ends match");
        Assert.Equal("joint states without 'b'; they name a", Look(["a"], [0]));
        Assert.Equal("joint states with a position that is missing or not finite", Look(["b", "a"], [0, double.NaN]));
        Assert.Null(Look(["b", "a"], [0, 0]));

        string? Look(string[] names, double[] positions)
        {
            states.PublishTo(transport, new JointState { Name = names, Position = positions });
            camera.PublishTo(transport, new Image { Width = 2, Height = 2, Encoding = "mono8", Step = 2, Data = new byte[4] });
            return silence.Look();
        }
    });

    [Fact]
    public void A_refused_publisher_is_told_of_once_with_topic_and_policy() => Run((node, other) =>
    {
        var said = new ConcurrentQueue<Log>();
        using var listener = other.Subscribe<Log>("/rosout", QosProfile.Latched with { Depth = 100 }, said.Enqueue);
        using var log = new RosLog(node, TimeProvider.System);
        var watch = new QosWatch(node, log);
        using var wanted = node.Subscribe<Bool>("flag", QosProfile.Default, _ => { });
        watch.Look();
        using var offered = other.Publish<Bool>("flag", QosProfile.Sensor);
        Eventually.True(() => wanted.Incompatible == 1, "the mismatch is known");
        watch.Look();
        watch.Look();
        log.Inform("end");
        Eventually.True(() => said.Any(line => line.Msg == "end"), "the log arrives");
        var warning = Assert.Single(said, line => line.Level == 30);
        Assert.Contains("/flag: a publisher was refused, its reliability does not fit", warning.Msg);
        Assert.Contains("qos_overrides./flag.subscription.reliability", warning.Msg);
    });

    private static NodeSettings Settings { get; } = new() { Sensors = new SensorSettings { Cameras = [new CameraTopic { Name = "front", Topic = "/front", Compressed = false }] } };

    private static void Run(Action<ITransport, ITransport> test)
    {
        Assert.SkipWhen(CycloneLibrary.WhyUnavailable() is not null, CycloneLibrary.WhyUnavailable() ?? "");
        IsolatedNetwork.Run(() =>
        {
            var settings = new DdsSettings { Domain = 95, LocalhostOnly = true };
            using var node = new DdsTransport(settings, "node", RosArguments.None);
            using var other = new DdsTransport(settings, "other", RosArguments.None);
            test(node, other);
        });
    }
}
