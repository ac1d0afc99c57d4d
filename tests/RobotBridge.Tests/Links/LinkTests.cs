using System.Net;
using System.Net.Sockets;
using NetMQ;
using NetMQ.Sockets;
using Robotics.Benchmarks.LinkKills;
using Robotics.Cli.Tests;
using Robotics.Datasets;
using Robotics.Policy.Rollout;
using Robotics.RobotBridge.Links.Actor;
using Robotics.RobotBridge.Links.Learner;
using Robotics.RobotBridge.Links.Wire;
using Robotics.RobotBridge.Tests.Ros2;

namespace Robotics.RobotBridge.Tests.Links;

/// <summary>Both ends over real sockets and disks.</summary>
public sealed class LinkTests(ITestOutputHelper output) : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<string> _warnings = [];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Transitions_go_and_weights_come_also_encrypted()
    {
        LinkKey.Create(_folder["key"]);
        using var learner = new RunningLearner(Learner() with { Key = _folder["key"] });
        using var link = new ActorLink(Actor(learner.Endpoint) with { Key = _folder["key.public"] }, Warn);
        File.WriteAllBytes(_folder["policy"], [1, 2, 3]);
        Add(link, 0, 100);
        Eventually.True(() => link.Status is { IsUp: true, Waiting: 0 }, "everything is stored");
        Eventually.True(() => link.Newest is not null, "weights come");
        Assert.Equal([1, 2, 3], link.Read(link.Newest!));
        AssertStored(100);
        // on a busy machine an end may have to wait for the other for longer than it is patient
        Assert.DoesNotContain(Warnings(), warning => !warning.Contains("the learner does not"));
    }

    [Fact]
    public void An_actor_with_another_key_or_none_gets_nothing_and_gives_nothing()
    {
        LinkKey.Create(_folder["key"]);
        LinkKey.Create(_folder["other"]);
        using var learner = new RunningLearner(Learner() with { Key = _folder["key"] });
        File.WriteAllBytes(_folder["policy"], [1, 2, 3]);
        using (var stranger = new ActorLink(Actor(learner.Endpoint, "a") with { Key = _folder["other.public"] }, Warn))
        using (var open = new ActorLink(Actor(learner.Endpoint, "b"), Warn))
        using (var friend = new ActorLink(Actor(learner.Endpoint, "c") with { Key = _folder["key.public"] }, Warn))
        {
            foreach (var link in new[] { stranger, open, friend })
                Add(link, 0, 10);
            Eventually.True(() => friend.Status.Waiting == 0 && friend.Newest is not null, "the friend is served");
            Eventually.True(() => new[] { stranger, open }.All(link => link.Status.LastFault == "the learner does not answer"), "the others notice");
            Assert.Equal((10, 10), (stranger.Status.Waiting, open.Status.Waiting));
            Assert.True(stranger.Newest is null && open.Newest is null);
        }
        AssertStored(10);
        Assert.Contains("no secret", Assert.Throws<DataException>(() => LinkKey.Read(_folder["key.public"], needsSecret: true)).Message);
    }

    [Fact]
    public void A_full_spool_keeps_the_oldest_refuses_whole_rests_of_episodes_and_says_so()
    {
        var settings = Actor("tcp://127.0.0.1:9") with { SpoolMebibytes = 1 };
        var accepted = 0;
        using (var link = new ActorLink(settings, Warn))
        {
            while (link.TryAdd(SeededTransition.Of(Guid.Empty, accepted)))
                accepted++;
            Assert.False(link.TryAdd(SeededTransition.Of(Guid.Empty, accepted + 1)));
            Assert.Equal((accepted, 2L), ((int)link.Status.Waiting, link.Status.Refused));
            Assert.Contains(Warnings(), warning => warning.Contains("full"));
            Assert.True(link.Status.SpoolBytes <= link.Status.SpoolLimit);
        }
        using var learner = new RunningLearner(Learner());
        using var again = new ActorLink(settings with { Learner = learner.Endpoint }, Warn);
        Eventually.True(() => again.Status.Waiting == 0, "the spool empties");
        Assert.True(again.TryAdd(SeededTransition.Of(Guid.Empty, accepted)));
        Eventually.True(() => again.Status.Waiting == 0, "and goes on");
        AssertStored(accepted + 1);
    }

    [Fact]
    public void Nonsense_on_the_wire_harms_nobody()
    {
        using var learner = new RunningLearner(Learner());
        using var link = new ActorLink(Actor(learner.Endpoint), Warn);
        using var attacker = new DealerSocket();
        attacker.Options.Linger = TimeSpan.Zero;
        attacker.Connect(learner.Endpoint);
        var random = new Random(1);
        var hashes = typeof(Packet).Assembly.GetTypes()
            .Where(type => type.Namespace == "Robotics.RobotBridge.Ros2.Messages.RoboticsLink")
            .Select(type => ((Robotics.RobotBridge.Ros2.Cdr.MessageType)type.GetProperty("Type")!.GetValue(null)!).Hash).ToArray();
        for (var i = 0; i < 500; i++)
        {
            var body = new byte[random.Next(200)];
            random.NextBytes(body);
            if (random.Next(2) == 0 && body.Length > 3)
                (body[0], body[1], body[2], body[3]) = (0, 1, 0, 0);
            var frames = new NetMQMessage();
            for (var frame = random.Next(3); frame > 0; frame--)
                frames.Append(random.Next(2) == 0 ? hashes[random.Next(hashes.Length)] : "x");
            frames.Append(body);
            attacker.TrySendMultipartMessage(TimeSpan.FromSeconds(5), frames);
        }
        attacker.TrySendFrame(TimeSpan.FromSeconds(5), new byte[LinkSocket.MaximumFrame + 1]);
        Add(link, 0, 50);
        Eventually.True(() => link.Status.Waiting == 0, "the learner goes on");
        AssertStored(50);
    }

    /// <summary>As where the port is another program's.</summary>
    [Fact]
    public async Task A_stranger_at_the_learners_address_harms_nobody()
    {
        using var stranger = new TcpListener(IPAddress.Loopback, 0);
        stranger.Start();
        using var link = new ActorLink(Actor($"tcp://{stranger.LocalEndpoint}"), Warn);
        var random = new Random(1);
        // the greeting of a peer of ZeroMQ, so that some of what follows is read as commands and messages
        byte[] greeting = [0xff, .. new byte[8], 0x7f, 3, 0, .. "NULL"u8, .. new byte[48]];
        for (var i = 0; i < 6; i++)
        {
            using var caller = await stranger.AcceptTcpClientAsync().WaitAsync(TimeSpan.FromMinutes(1));
            var noise = new byte[random.Next(1, 300)];
            random.NextBytes(noise);
            byte[] answer = (i % 3) switch { 0 => noise, 1 => [.. "HTTP/1.1 400 Bad Request\r\n\r\n"u8], _ => [.. greeting, .. noise] };
            await caller.GetStream().WriteAsync(answer);
        }
        Add(link, 0, 10);
        Eventually.True(() => link.Status is { Waiting: 10, IsUp: false, Fault: not null }, "what is added waits, and the fault is told");
    }

    [Fact]
    public void Twenty_kills_of_actor_learner_and_network_lose_and_double_nothing()
    {
        using var campaign = new Campaign(Path.Combine(AppContext.BaseDirectory, "learner-link"), seed: 7);
        var outcome = campaign.Run(20, output.WriteLine);
        output.WriteLine(outcome.ToString());
        Assert.True(outcome.IsClean, outcome.ToString());
        Assert.True(outcome.Accepted > 50 && outcome.Versions > 0, outcome.ToString());
    }

    [Fact]
    public void Stored_episodes_become_a_dataset_and_those_without_an_end_are_counted()
    {
        using (var learner = new RunningLearner(Learner()))
        using (var link = new ActorLink(Actor(learner.Endpoint), Warn))
        {
            Add(link, 0, SeededTransition.EpisodeLength, Guid.NewGuid());
            Add(link, 0, 7, Guid.NewGuid());
            Add(link, 0, SeededTransition.EpisodeLength, Guid.NewGuid());
            Eventually.True(() => link.Status.Waiting == 0, "everything is stored");
        }
        var summary = StoreExport.Run(_folder["store"], _folder["dataset"], CancellationToken.None);
        Assert.Equal(new ExportSummary(2, 2 * SeededTransition.EpisodeLength, 1), summary);
        var dataset = LeRobotDataset.Open(_folder["dataset"]);
        Assert.Equal(2, dataset.Episodes.Count);
        Assert.Equal(10, dataset.Info.Fps);
        var frames = dataset.ReadFrames(dataset.Episodes[0]);
        Assert.Equal(3f, frames.Actions![3, 0]);
        Assert.Equal(SeededTransition.Of(TransitionStore.Episodes(TransitionStore.Streams(_folder["store"])[0]).First().Episode, 3).Observation.State[5], frames.States![3, 5]);
        Assert.False(Directory.Exists(_folder["dataset.videos.partial"]));
    }

    private static void Add(ActorLink link, int from, int count, Guid episode = default)
    {
        for (var step = from; step < from + count; step++)
            Assert.True(link.TryAdd(SeededTransition.Of(episode, step)));
    }

    private void AssertStored(int count) =>
        Assert.Equal(Enumerable.Range(0, count), TransitionStore.Streams(_folder["store"]).SelectMany(TransitionStore.Transitions).Select(transition => transition.Step));

    private LearnerSettings Learner() => new() { Listen = "tcp://127.0.0.1:0", Store = _folder["store"], Weights = _folder["policy"] };

    private ActorLinkSettings Actor(string learner, string spool = "spool") =>
        new() { Learner = learner, Spool = _folder[spool], Lossless = true, SyncInterval = 0.02 };

    private void Warn(string warning)
    {
        lock (_warnings)
            _warnings.Add(warning);
    }

    private string[] Warnings()
    {
        lock (_warnings)
            return [.. _warnings];
    }
}
