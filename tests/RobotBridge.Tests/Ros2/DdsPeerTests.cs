using System.Collections.Concurrent;
using System.Diagnostics;
using Robotics.RobotBridge.Ros2;
using Robotics.RobotBridge.Ros2.Dds;
using Robotics.RobotBridge.Ros2.Messages.RmwDdsCommon;
using Robotics.RobotBridge.Ros2.Messages.SensorMsgs;
using Robotics.RobotBridge.Ros2.Names;
using StringMessage = Robotics.RobotBridge.Ros2.Messages.StdMsgs.String;

namespace Robotics.RobotBridge.Tests.Ros2;

/// <summary>Against another vendor's DDS and another CDR codec.</summary>
[Collection("network")]
public sealed class DdsPeerTests(ITestOutputHelper output)
{
    private const int Domain = 92;

    [Fact]
    public void Strings_and_images_go_to_the_peer_and_back_unchanged() => Run((node, peer) =>
    {
        using var strings = new BlockingCollection<string>();
        using var images = new BlockingCollection<CompressedImage>();
        using var toPeer = node.Publish<StringMessage>("/strings", QosProfile.Default);
        using var imagesToPeer = node.Publish<CompressedImage>("/images", QosProfile.Default);
        using var back = node.Subscribe<StringMessage>("/strings_back", QosProfile.Default, message => Keep(strings, message.Data, message.Data.Length > 0));
        using var imagesBack = node.Subscribe<CompressedImage>("/images_back", QosProfile.Default, image => Keep(images, image with { Data = image.Data.ToArray() }, image.Format.Length > 0));
        Eventually.True(() => toPeer.Matched == 1 && imagesToPeer.Matched == 1, "the peer's readers are found");
        peer.MeetReader("rt/strings_back");
        peer.MeetReader("rt/images_back");
        var random = new Random(1);
        var roundTrips = new List<double>();
        for (var i = 0; i < 50; i++)
        {
            var text = new string('x', random.Next(100)) + $" é {i}";
            var since = Stopwatch.GetTimestamp();
            toPeer.Publish(new StringMessage { Data = text });
            Assert.Equal(text, Eventually.Next(strings, $"string {i} comes back"));
            roundTrips.Add(Stopwatch.GetElapsedTime(since).TotalMilliseconds);
        }
        for (var i = 0; i < 5; i++)
        {
            var image = new CompressedImage { Format = "jpeg", Data = Bytes(200_000 + i, random), Header = new() { FrameId = $"camera{i}" } };
            imagesToPeer.Publish(image);
            var returned = Eventually.Next(images, $"image {i} comes back");
            Assert.Equal((image.Header.FrameId, image.Format), (returned.Header.FrameId, returned.Format));
            Assert.True(returned.Data.Span.SequenceEqual(image.Data.Span));
        }
        roundTrips.Sort();
        output.WriteLine($"round trip of a small message: p50 {roundTrips[25]:F2} ms, worst of 50 {roundTrips[^1]:F2} ms");
        Assert.Equal((0, 0, 0), (strings.Count, images.Count, back.Malformed + imagesBack.Malformed));
    });

    [Fact]
    public void Joint_states_at_100_Hz_arrive_in_order() => Run((node, _) =>
    {
        var states = new ConcurrentQueue<JointState>();
        using var subscription = node.Subscribe<JointState>("/joint_states", QosProfile.Default with { Depth = 500 }, states.Enqueue);
        Eventually.True(() => states.Count >= 100, "a hundred arrive");
        var received = states.ToArray();
        Assert.All(received, state => Assert.Equal(["j1", "j2", "gripper"], state.Name));
        Assert.All(received, state => Assert.Equal([0.1 * state.Header.Stamp.Sec, -1.5, 0.04], state.Position));
        var counters = received.Select(state => state.Header.Stamp.Sec).ToArray();
        Assert.Equal(Enumerable.Range(counters[0], counters.Length), counters);
    });

    [Theory]
    [InlineData(RosDistribution.Jazzy, 16)]
    [InlineData(RosDistribution.Humble, 24)]
    public void The_peer_sees_node_graph_and_type_hash(RosDistribution distribution, int gidLength) => Run(
        (node, peer) =>
        {
            using var publisher = node.Publish<StringMessage>("~/status", QosProfile.Default);
            using var subscription = node.Subscribe<JointState>("/joint_states", QosProfile.Sensor, _ => { });
            Eventually.True(() => peer.Lines.Contains("node / reward readers 1 writers 1"), "the graph names the node");
            Assert.Contains("participant enclave=/;", peer.Lines);
            var hash = distribution == RosDistribution.Humble ? "" : $"typehash={StringMessage.Type.Hash};";
            Eventually.True(() => peer.Lines.Contains($"writer rt/reward/status {StringMessage.Type.DdsName} {hash}"), "the peer sees the topic");
            Eventually.True(() => peer.Lines.Any(line => line.StartsWith($"writer ros_discovery_info {ParticipantEntitiesInfo.Type.DdsName}")), "it sees the graph's topic");
            Eventually.True(() => peer.Lines.Any(line => line.StartsWith($"reader rt/joint_states {JointState.Type.DdsName}")), "it sees the subscription");
            Assert.DoesNotContain(peer.Lines, line => line.StartsWith("malformed"));
        },
        distribution,
        gidLength);

    [Fact]
    public void Late_joiners_on_either_side_get_what_is_latched() => Run((node, peer) =>
    {
        Eventually.True(() => peer.Lines.Contains("ready"), "the peer has published");
        var received = new ConcurrentQueue<string>();
        using var late = node.Subscribe<StringMessage>("/peer_latched", QosProfile.Latched, message => received.Enqueue(message.Data));
        Eventually.True(() => received.Contains("from before"), "the peer's latched message arrives");
        using var latched = node.Publish<StringMessage>("/latched", QosProfile.Latched);
        latched.Publish(new StringMessage { Data = "stays" });
        using var second = new FastDdsPeer(Domain);
        Eventually.True(() => second.Lines.Contains("latched stays"), "a second peer, started later, gets it too");
    });

    [Fact]
    public void Qualities_of_service_that_do_not_fit_are_counted() => Run((node, peer) =>
    {
        using var subscription = node.Subscribe<StringMessage>("/offers_best_effort", QosProfile.Default, _ => Assert.Fail("no message may arrive"));
        using var publisher = node.Publish<StringMessage>("/wants_reliable", QosProfile.Sensor);
        Eventually.True(() => subscription.Incompatible == 1 && publisher.Incompatible == 1, "both mismatches are counted");
        Assert.Equal((0, 0), (subscription.Matched, publisher.Matched));
    });

    [Fact]
    public void A_killed_peer_is_noticed_and_its_successor_is_heard() => Run((node, peer) =>
    {
        using var subscription = node.Subscribe<JointState>("/joint_states", QosProfile.Sensor, _ => { });
        Eventually.True(() => subscription.Received > 10, "states arrive");
        peer.Kill();
        Eventually.True(() => subscription.Matched == 0, "the peer is missed");
        var before = subscription.Received;
        using var successor = new FastDdsPeer(Domain);
        Eventually.True(() => subscription.Received > before + 10, "the successor's states arrive");
    });

    private static void Run(Action<ITransport, FastDdsPeer> test, RosDistribution distribution = RosDistribution.Jazzy, int gidLength = 16)
    {
        Assert.SkipWhen(CycloneLibrary.WhyUnavailable() is not null, CycloneLibrary.WhyUnavailable() ?? "");
        Assert.SkipWhen(FastDdsPeer.WhyUnavailable is not null, FastDdsPeer.WhyUnavailable ?? "");
        IsolatedNetwork.Run(() =>
        {
            using var peer = new FastDdsPeer(Domain, gidLength);
            var settings = new DdsSettings { Domain = Domain, LocalhostOnly = true, Distribution = distribution };
            using var node = new DdsTransport(settings, "reward", RosArguments.None);
            test(node, peer);
        });
    }

    // the peer's greetings are empty
    private static void Keep<T>(BlockingCollection<T> kept, T message, bool isAnswer)
    {
        if (isAnswer)
            kept.Add(message);
    }

    private static byte[] Bytes(int count, Random random)
    {
        var bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }
}
