using System.Collections.Concurrent;
using Robotics.RobotBridge.Ros2;
using Robotics.RobotBridge.Ros2.Messages.SensorMsgs;
using Robotics.RobotBridge.Ros2.Messages.StdMsgs;
using Robotics.RobotBridge.Ros2.Names;
using StringMessage = Robotics.RobotBridge.Ros2.Messages.StdMsgs.String;

namespace Robotics.RobotBridge.Tests.Ros2;

/// <summary>What every transport must do, between two nodes of it.</summary>
public abstract class TransportContract
{
    [Fact]
    public void Messages_arrive_complete_and_in_order() => Run((a, b) =>
    {
        var received = new ConcurrentQueue<string>();
        using var subscription = b.Subscribe<StringMessage>("chatter", QosProfile.Default with { Depth = 200 }, message => received.Enqueue(message.Data));
        using var publisher = a.Publish<StringMessage>("chatter", QosProfile.Default with { Depth = 200 });
        Eventually.True(() => publisher.Matched == 1 && subscription.Matched == 1, "both ends match");
        var sent = Enumerable.Range(0, 100).Select(i => $"{i} é").ToArray();
        foreach (var text in sent)
            publisher.Publish(new StringMessage { Data = text });
        Eventually.True(() => received.Count == sent.Length, "all arrive");
        Assert.Equal(sent, received);
        Assert.Equal((100, 0), (subscription.Received, subscription.Malformed));
    });

    [Fact]
    public void What_a_receiver_throws_is_told_to_whoever_watches() => Run((a, b) =>
    {
        using var subscription = b.Subscribe<StringMessage>("chatter", QosProfile.Default, _ => throw new InvalidOperationException("no idea what to do with it"));
        using var publisher = a.Publish<StringMessage>("chatter", QosProfile.Default);
        Eventually.True(() => publisher.Matched == 1 && subscription.Matched == 1, "both ends match");
        using var cancellation = new CancellationTokenSource();
        Exception? failure = null;
        var watch = new Thread(() => failure = Record.Exception(() => b.Watch(cancellation.Token)));
        watch.Start();
        Eventually.True(() => watch.ThreadState.HasFlag(ThreadState.WaitSleepJoin), "somebody watches");
        publisher.Publish(new StringMessage { Data = "?" });
        watch.Join();
        Assert.Equal("no idea what to do with it", Assert.IsType<InvalidOperationException>(failure).Message);
        cancellation.Cancel();
        a.Watch(cancellation.Token);
    });

    [Fact]
    public void A_message_whose_lifespan_is_over_is_not_sent_again() => Run((a, b) =>
    {
        using var passing = a.Publish<StringMessage>("passing", QosProfile.Latched with { Lifespan = TimeSpan.FromMilliseconds(100) });
        using var lasting = a.Publish<StringMessage>("lasting", QosProfile.Latched with { Lifespan = TimeSpan.FromHours(1) });
        passing.Publish(new StringMessage { Data = "passing" });
        lasting.Publish(new StringMessage { Data = "lasting" });
        Thread.Sleep(500);
        var received = new ConcurrentQueue<string>();
        using var late = b.Subscribe<StringMessage>("passing", QosProfile.Latched, message => received.Enqueue(message.Data));
        using var other = b.Subscribe<StringMessage>("lasting", QosProfile.Latched, message => received.Enqueue(message.Data));
        Eventually.True(() => passing.Matched == 1 && received.Contains("lasting"), "what lasts arrives");
        passing.Publish(new StringMessage { Data = "new" });
        Eventually.True(() => received.Contains("new"), "what is new arrives");
        Assert.DoesNotContain("passing", received);
    });

    [Fact]
    public void A_large_image_arrives_unchanged() => Run((a, b) =>
    {
        var received = new ConcurrentQueue<byte[]>();
        using var subscription = b.Subscribe<CompressedImage>("image", QosProfile.Default, image => received.Enqueue(image.Data.ToArray()));
        using var publisher = a.Publish<CompressedImage>("image", QosProfile.Default);
        Eventually.True(() => publisher.Matched == 1, "both ends match");
        var data = new byte[900_000];
        new Random(1).NextBytes(data);
        publisher.Publish(new CompressedImage { Format = "jpeg", Data = data });
        Eventually.True(() => !received.IsEmpty, "it arrives");
        Assert.True(received.Single().AsSpan().SequenceEqual(data));
    });

    [Fact]
    public void Bytes_are_right_while_they_are_handed_over_and_the_next_message_uses_their_place_again() => Run((a, b) =>
    {
        const int images = 20;
        var (wrong, kept) = (0, new ConcurrentQueue<ReadOnlyMemory<byte>>());
        using var subscription = b.Subscribe<CompressedImage>("image", QosProfile.Default with { Depth = images }, image =>
        {
            var number = int.Parse(image.Format);
            if (image.Data.Length != Length(number) || image.Data.Span.ContainsAnyExcept((byte)number))
                Interlocked.Increment(ref wrong);
            kept.Enqueue(image.Data);
        });
        using var publisher = a.Publish<CompressedImage>("image", QosProfile.Default with { Depth = images });
        Eventually.True(() => publisher.Matched == 1 && subscription.Matched == 1, "both ends match");
        for (var number = 0; number < images; number++)
        {
            var data = new byte[Length(number)];
            Array.Fill(data, (byte)number);
            publisher.Publish(new CompressedImage { Format = $"{number:D2}", Data = data });
        }
        Eventually.True(() => subscription.Received == images, "all arrive");
        Assert.Equal(0, wrong);
        // every image is smaller than the one before, so all of them fit where the first was
        Assert.Equal(images - 1, kept.ElementAt(images - 2).Span[0]);

        static int Length(int number) => 100_000 - 1000 * number;
    });

    [Fact]
    public void A_late_subscriber_gets_the_latched_message_and_no_other() => Run((a, b) =>
    {
        using var latched = a.Publish<StringMessage>("latched", QosProfile.Latched);
        using var plain = a.Publish<StringMessage>("plain", QosProfile.Default);
        foreach (var text in new[] { "old", "new" })
        {
            latched.Publish(new StringMessage { Data = text });
            plain.Publish(new StringMessage { Data = text });
        }
        var received = new ConcurrentQueue<string>();
        using var first = b.Subscribe<StringMessage>("plain", QosProfile.Default, message => received.Enqueue("plain " + message.Data));
        using var second = b.Subscribe<StringMessage>("latched", QosProfile.Latched, message => received.Enqueue(message.Data));
        Eventually.True(() => !received.IsEmpty && plain.Matched == 1, "the latched message arrives");
        plain.Publish(new StringMessage { Data = "now" });
        Eventually.True(() => received.Count == 2, "the plain message arrives");
        Assert.Equal(["new", "plain now"], received);
    });

    [Fact]
    public void Qualities_of_service_that_do_not_fit_are_counted_on_both_sides() => Run((a, b) =>
    {
        using var publisher = a.Publish<Bool>("flag", QosProfile.Sensor);
        using var subscription = b.Subscribe<Bool>("flag", QosProfile.Default, _ => { });
        Eventually.True(() => publisher.Incompatible == 1 && subscription.Incompatible == 1, "the mismatch is known");
        Assert.Equal(("reliability", "reliability"), (publisher.IncompatiblePolicy, subscription.IncompatiblePolicy));
        Assert.Equal((0, 0), (publisher.Matched, subscription.Matched));
    });

    [Fact]
    public void Remaps_namespaces_and_private_names_apply() => Run(
        (a, b) =>
        {
            Assert.Equal("/robot1/renamed", a.NodeName);
            using var own = a.Publish<Bool>("~/own", QosProfile.Default);
            using var relative = a.Publish<Bool>("flag", QosProfile.Default);
            using var remapped = a.Publish<Bool>("in", QosProfile.Default);
            Assert.Equal(["/robot1/renamed/own", "/robot1/flag", "/elsewhere"], [own.Topic, relative.Topic, remapped.Topic]);
            using var subscription = b.Subscribe<Bool>("/elsewhere", QosProfile.Default, _ => { });
            Eventually.True(() => remapped.Matched == 1, "the remapped topic matches");
        },
        ["--ros-args", "-r", "__node:=renamed", "-r", "__ns:=/robot1", "-r", "in:=/elsewhere"]);

    [Fact]
    public void Qualities_of_service_can_be_overridden_by_parameters() => Run(
        (a, b) =>
        {
            using var publisher = a.Publish<Bool>("flag", QosProfile.Sensor);
            Assert.Equal(new QosProfile(Reliable: true, TransientLocal: true, Depth: 3), publisher.Qos);
            publisher.Publish(new Bool { Data = true });
            var received = 0;
            using var late = b.Subscribe<Bool>("/elsewhere", QosProfile.Latched, _ => Interlocked.Increment(ref received));
            Eventually.True(() => Volatile.Read(ref received) == 1, "the publisher has become reliable and latched");
            Assert.Equal((publisher.Qos, true), (a.Endpoints.Single().Qos, a.Endpoints.Single().Sends));
        },
        [
            "--ros-args", "-r", "flag:=/elsewhere", "-p", "qos_overrides./elsewhere.publisher.reliability:=reliable",
            "-p", "qos_overrides./elsewhere.publisher.durability:=transient_local", "-p", "qos_overrides./elsewhere.publisher.depth:=3",
        ]);

    [Fact]
    public void A_closed_end_is_gone_for_the_other() => Run((a, b) =>
    {
        using var publisher = a.Publish<Bool>("flag", QosProfile.Default);
        using (b.Subscribe<Bool>("flag", QosProfile.Default, _ => { }))
            Eventually.True(() => publisher.Matched == 1, "both ends match");
        Eventually.True(() => publisher.Matched == 0, "the subscriber is gone");
    });

    [Fact]
    public void Names_that_are_none_are_refused() => Run((a, _) =>
    {
        foreach (var name in new[] { "", "a b", "/a//b", "9lives", "a/", "é" })
            Assert.Throws<FormatException>(() => a.Publish<Bool>(name, QosProfile.Default));
    });

    /// <summary>Why the transport cannot be tested here; null when it can.</summary>
    protected abstract string? WhyUnavailable { get; }

    /// <summary>Opens one node.</summary>
    protected abstract ITransport Open(string name, RosArguments arguments);

    private void Run(Action<ITransport, ITransport> test, params string[] arguments)
    {
        Assert.SkipWhen(WhyUnavailable is not null, WhyUnavailable ?? "");
        IsolatedNetwork.Run(() =>
        {
            using var a = Open("a", RosArguments.Parse(arguments));
            using var b = Open("b", RosArguments.None);
            test(a, b);
        });
    }
}
