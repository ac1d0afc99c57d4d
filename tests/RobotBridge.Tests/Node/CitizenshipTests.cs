using System.Collections.Concurrent;
using Robotics.RobotBridge.Node;
using Robotics.RobotBridge.Ros2;
using Robotics.RobotBridge.Ros2.Dds;
using Robotics.RobotBridge.Ros2.Messages.RclInterfaces;
using Robotics.RobotBridge.Ros2.Messages.RosgraphMsgs;
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
