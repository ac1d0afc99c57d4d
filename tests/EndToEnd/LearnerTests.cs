using Robotics.Cli.Tests;
using Robotics.Datasets;
using Robotics.Policy.Rollout;
using Robotics.RobotBridge.Links.Actor;

namespace Robotics.EndToEnd;

/// <summary>The learner as a user runs it.</summary>
public sealed class LearnerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_a_robot_sends_is_stored_until_ctrl_c_and_becomes_a_dataset()
    {
        var (key, store, dataset) = (_folder["key"], _folder["store"], _folder["dataset"]);
        Assert.Equal(0, RoboticsProcess.Run("learner", "key", key).ExitCode);
        using (var learner = RoboticsProcess.Start("learner", "--listen", "tcp://127.0.0.1:0", "--store", store, "--key", key))
        {
            var greeting = learner.StandardError.ReadLine()!;
            Assert.StartsWith("listening on tcp://", greeting);
            var settings = new ActorLinkSettings { Learner = greeting.Split(' ', ',')[2], Spool = _folder["spool"], Key = key + ".public" };
            using (var link = new ActorLink(settings, _ => { }))
            {
                foreach (var transition in Episode())
                    Assert.True(link.TryAdd(transition));
                Assert.True(SpinWait.SpinUntil(() => link.Status.Waiting == 0, TimeSpan.FromSeconds(60)));
            }
            RoboticsProcess.Signal(learner, "INT");
            var outcome = RoboticsProcess.Finish(learner);
            Assert.Equal((0, "5 transitions were stored in " + store), (outcome.ExitCode, outcome.Output.Trim()));
        }
        Assert.Equal(0, RoboticsProcess.Run("learner", "export", "--store", store, "--output", dataset).ExitCode);
        Assert.Equal(5, Assert.Single(LeRobotDataset.Open(dataset).Episodes).Length);
    }

    [Fact]
    public void What_is_missing_is_named()
    {
        var usage = RoboticsProcess.Run("learner");
        Assert.Equal(2, usage.ExitCode);
        Assert.Contains("--store", usage.Error);
        var failure = RoboticsProcess.Run("learner", "--store", _folder.Path, "--listen", "nonsense");
        Assert.Equal(1, failure.ExitCode);
        Assert.Contains("'nonsense'", failure.Error);
    }

    private static IEnumerable<Transition> Episode()
    {
        var episode = Guid.NewGuid();
        var image = new RgbImage(32, 32, new byte[32 * 32 * 3]);
        Observation Moment(int step) => new(step / 10.0, new Dictionary<string, RgbImage> { ["front"] = image }, [step], "stack");
        for (var step = 0; step < 5; step++)
            yield return new Transition(episode, step, Moment(step), [step], 1, "person") { End = step == 4 ? new EpisodeEnd(Moment(5), true, true) : null };
    }
}
