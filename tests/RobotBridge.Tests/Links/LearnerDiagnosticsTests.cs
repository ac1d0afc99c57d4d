using System.Collections.Concurrent;
using Robotics.Benchmarks.LinkKills;
using Robotics.Cli.Tests;
using Robotics.RobotBridge.Links.Actor;
using Robotics.RobotBridge.Links.Learner;
using Robotics.RobotBridge.Links.Weights;
using Robotics.RobotBridge.Ros2;
using Robotics.RobotBridge.Ros2.Dds;
using Robotics.RobotBridge.Ros2.Messages.DiagnosticMsgs;
using Robotics.RobotBridge.Ros2.Names;
using Robotics.RobotBridge.Tests.Ros2;

namespace Robotics.RobotBridge.Tests.Links;

/// <summary>What /diagnostics says of the learner link, over real sockets and real DDS.</summary>
[Collection("network")]
public sealed class LearnerDiagnosticsTests : IDisposable
{
    private const byte Ok = 0, Warning = 1, Error = 2;
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Diagnostics_tell_a_link_that_is_down_a_spool_that_is_full_and_the_weights_in_use()
    {
        Assert.SkipWhen(CycloneLibrary.WhyUnavailable() is not null, CycloneLibrary.WhyUnavailable() ?? "");
        using (var nobody = new ActorLink(Actor("tcp://127.0.0.1:9"), _ => { }))
            Watch(nobody, () => null, said =>
            {
                Eventually.True(() => said() is { Level: Warning, Message: "the learner does not answer" }, "a link that is down is a warning");
                Assert.Equal(("no", "the learner does not answer", "none of the learner's"), (Value(said(), "connected"), Value(said(), "last error"), Value(said(), "weights in use")));
                Assert.Equal(("/actor: learner", "tcp://127.0.0.1:9"), (said().Name, said().HardwareId));
                var accepted = 0;
                while (nobody.TryAdd(SeededTransition.Of(Guid.Empty, accepted)))
                    accepted++;
                Eventually.True(() => said() is { Level: Error, Message: "the spool is full, new transitions are refused" }, "a full spool is an error");
                Assert.Equal(($"{accepted}", "1", "1.0"), (Value(said(), "transitions waiting"), Value(said(), "transitions refused"), Value(said(), "spool limit [MiB]")));
            });

        File.WriteAllBytes(_folder["policy"], [1, 2, 3]);
        using var learner = new RunningLearner(new LearnerSettings { Listen = "tcp://127.0.0.1:0", Store = _folder["store"], Weights = _folder["policy"] });
        using var link = new ActorLink(Actor(learner.Endpoint), _ => { });
        var inUse = new PolicyWeights(Guid.Empty, 7, 3, new string('a', 64));
        Watch(link, () => inUse, said =>
        {
            Eventually.True(() => said() is { Level: Ok, Message: "connected" } && Value(said(), "transitions waiting") == "0", "the spool empties");
            Eventually.True(() => Value(said(), "weights received").StartsWith("1 (039058c6f2c0", StringComparison.Ordinal), "weights come");
            Assert.Equal(("yes", "7 (aaaaaaaaaaaa)"), (Value(said(), "connected"), Value(said(), "weights in use")));
            learner.Dispose();
            Eventually.True(() => said() is { Level: Warning, Message: "the learner does not answer" }, "its end is told");
        });
    }

    private static string Value(DiagnosticStatus status, string key) => status.Values.Single(value => value.Key == key).Value;

    private ActorLinkSettings Actor(string learner) => new() { Learner = learner, Spool = _folder["spool"], SpoolMebibytes = 1, Lossless = true, SyncInterval = 0.02 };

    // the link's sockets belong to the thread that opened them, so only the node is in a network of its own
    private static void Watch(ActorLink link, Func<PolicyWeights?> inUse, Action<Func<DiagnosticStatus>> test) => IsolatedNetwork.Run(() =>
    {
        var settings = new DdsSettings { Domain = 95, LocalhostOnly = true };
        using var transport = new DdsTransport(settings, "actor", RosArguments.None);
        using var witness = new DdsTransport(settings, "witness", RosArguments.None);
        var said = new ConcurrentStack<DiagnosticStatus>([new DiagnosticStatus()]);
        using var listener = witness.Subscribe<DiagnosticArray>("/diagnostics", QosProfile.Default, message => said.Push(message.Status[0]));
        using var diagnostics = new LearnerDiagnostics(transport, TimeProvider.System, link, inUse);
        using var cancellation = new CancellationTokenSource();
        var loop = new Thread(() => diagnostics.Run(cancellation.Token));
        loop.Start();
        try
        {
            test(() => said.TryPeek(out var newest) ? newest : new DiagnosticStatus());
        }
        finally
        {
            cancellation.Cancel();
            loop.Join();
        }
    });
}
