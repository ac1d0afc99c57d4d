using System.Text.RegularExpressions;
using Robotics.Cli.Pipeline;
using Robotics.Cli.Pipeline.Shards;
using Robotics.Cli.Tests.Shards;
using Robotics.Datasets.Sharding;

namespace Robotics.Cli.Tests.Batch;

/// <summary>The rendered job files on a real Slurm.</summary>
public sealed partial class SlurmTests
{
    // long enough that a task can be killed between its first result and its last
    private static readonly int[] Lengths = [.. Enumerable.Repeat(40, 12)];

    [Fact]
    public void An_array_with_a_killed_task_goes_on_after_it_is_submitted_again_and_gives_what_one_process_gives()
    {
        using var slurm = OneNodeSlurm.StartOrSkip();
        using var world = new SmallWorld(Lengths, inputSize: 512);

        var jobs = Render(world, "jobs of features", 3, "features", world.Dataset, "--backbone", world.BackboneFile);
        var (array, merge) = Submit(slurm, jobs);
        var killed = world.FeatureFiles([4, 5, 6, 7]);
        OneNodeSlurm.Await(() => killed.Any(File.Exists), () => "no feature of shard 1 appears");
        OneNodeSlurm.Kill(RoboticsCall.Program, array, task: 1); // as the kernel does when memory runs out
        Assert.Equal(("COMPLETED", "FAILED", "COMPLETED"), InOrder(slurm.AwaitEnd(array)));
        Assert.Equal("CANCELLED", slurm.AwaitEnd(merge)["N/A"]);
        Assert.Contains(killed, file => !File.Exists(file));

        var shards = Directory.GetDirectories(Path.Combine(world.Dataset, "cache"), "*.shards").Single();
        var refused = RoboticsCall.Run("merge", shards);
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("1 of 3 shards is not done: 1; missing episodes: 4-7", refused.Error);
        Assert.Contains("sbatch --array=1 ", refused.Error);

        (array, merge) = Submit(slurm, jobs, "1");
        Assert.Equal("COMPLETED", slurm.AwaitEnd(array)["1"]);
        Assert.Equal("COMPLETED", slurm.AwaitEnd(merge)["N/A"]);
        Assert.Contains("were in the store already", File.ReadAllText(Path.Combine(jobs, "logs", $"{array}_1.log")));
        Assert.All(world.FeatureFiles(Enumerable.Range(0, Lengths.Length)), file => Assert.True(File.Exists(file)));
        Assert.False(Directory.Exists(shards));

        string[] relabel = ["relabel", "--dataset", world.Dataset, "--model", world.Model, "--kappa=0.02", "--output"];
        (array, merge) = Submit(slurm, Render(world, "jobs of relabel", 2, [.. relabel, world["out of slurm"]]));
        Assert.Equal(["COMPLETED", "COMPLETED"], slurm.AwaitEnd(array).Values);
        Assert.Equal("COMPLETED", slurm.AwaitEnd(merge)["N/A"]);
        RoboticsCall.Succeed([.. relabel, world["alone"]]);
        foreach (var table in new[] { Datasets.RewardLabelsFile.FileName, Datasets.SarmProgressFile.FileName })
            Assert.Equal(File.ReadAllBytes(Path.Combine(world["alone"], table)), File.ReadAllBytes(Path.Combine(world["out of slurm"], table)));
        Assert.Equal(2, ShardManifest.MergedPlan(RelabelShards.Folder(world["out of slurm"]))!.Shards);
    }

    private static string Render(SmallWorld world, string folder, int shards, params string[] command)
    {
        RoboticsCall.Succeed([
            "slurm", "--shards", $"{shards}", "--at-once", "2", "--cpus", "1", "--memory", "500M", "--output", world[folder], "--program", RoboticsCall.Program, "--", .. command,
        ]);
        return world[folder];
    }

    private static (string Array, string Merge) Submit(OneNodeSlurm slurm, string jobs, params string[] shards)
    {
        var ids = Submitted().Match(slurm.Run(Path.Combine(jobs, "submit.sh"), shards));
        Assert.True(ids.Success);
        return (ids.Groups[1].Value, ids.Groups[2].Value);
    }

    private static (string, string, string) InOrder(Dictionary<string, string> states) => (states["0"], states["1"], states["2"]);

    [GeneratedRegex("^array ([0-9]+), merge ([0-9]+);")]
    private static partial Regex Submitted();
}
