using Robotics.Cli.Pipeline;
using Robotics.Cli.Progress;
using Robotics.Cli.Runs;
using Robotics.Perception.Backbones;
using Robotics.Policy.Rollout;
using Robotics.Simulation.Workers;

namespace Robotics.Cli.Tests.Pipeline;

public class PolicyComparisonStepTests
{
    [Fact]
    public void Policies_stand_in_the_results_by_the_whole_name_of_their_folder()
    {
        using var folder = new TemporaryFolder();
        using var run = RunFolder.Create(folder["run"], "evaluate", "", "", TimeProvider.System);
        // evaluations that were finished are read, not run again
        Write(run, "bc-1.0", successes: 3);
        Write(run, "ra_bc-2.5", successes: 7);
        var context = new StepContext(
            Terminal.Plain(TextWriter.Null, TextWriter.Null, TimeProvider.System), new WorkerLaunch("none", []), new InstalledBackbones(folder.Path), CancellationToken.None);
        var settings = new PolicyComparisonSettings { Policies = [folder["bc-1.0"], folder["ra_bc-2.5"]] };
        var summary = new PolicyComparisonStep(settings, run, context).Run();
        Assert.Equal(0.4, summary.Comparisons.Single().Gain, 9);
        var policies = run.Results.Read()["policy"]!;
        Assert.Equal(3, (int)policies["bc-1.0"]!["successes"]!);
        Assert.Equal(7, (int)policies["ra_bc-2.5"]!["successes"]!);
        Assert.Equal(10, (int)policies["ra_bc-2.5"]!["episodes"]!);
    }

    private static void Write(RunFolder run, string name, int successes) => new RolloutFile(run.PathOf($"{name}.json")).Write(
        [.. Enumerable.Range(0, 10).Select(i => new RolloutResult((ulong)i, i < successes, 5, 0, 0, null))]);
}
