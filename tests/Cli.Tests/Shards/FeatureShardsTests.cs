using System.Text.Json.Nodes;
using Robotics.Cli.Pipeline;
using Robotics.Perception.Features;

namespace Robotics.Cli.Tests.Shards;

public sealed class FeatureShardsTests : IDisposable
{
    private readonly SmallWorld _world = new([13, 8, 21, 9, 17]);

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task Processes_that_fill_one_store_at_once_do_each_other_no_harm()
    {
        var processes = Enumerable.Range(0, 3).Select(_ => RoboticsCall.StartAsync(
            RoboticsCall.Program, new Dictionary<string, string>(), "features", _world.Dataset, "--backbone", _world.BackboneFile));
        Assert.All(await Task.WhenAll(processes), outcome => Assert.True(outcome.ExitCode == 0, outcome.Error));
        HoldsExactlyWhatOneProcessMakes();
    }

    [Fact]
    public async Task Pods_of_an_indexed_job_share_the_work_and_the_merge_says_that_it_is_complete()
    {
        var pods = Enumerable.Range(0, 3).Select(index => RoboticsCall.StartAsync(
            RoboticsCall.Program, new Dictionary<string, string> { ["JOB_COMPLETION_INDEX"] = $"{index}" },
            "features", _world.Dataset, "--backbone", _world.BackboneFile, "--shard", "auto/3", "--json"));
        var outcomes = await Task.WhenAll(pods);
        Assert.All(outcomes, outcome => Assert.True(outcome.ExitCode == 0, outcome.Error));
        var results = outcomes.Select(outcome => JsonNode.Parse(outcome.Output)!).ToArray();
        Assert.Equal(2 * 68, results.Sum(result => (int)result["features"]!["frames"]!));
        var shards = (string)results[0]["shards"]!;
        RoboticsCall.Succeed("merge", shards);
        Assert.False(Directory.Exists(shards));
        var manifest = JsonNode.Parse(File.ReadAllText(shards.Replace(".shards", ".json", StringComparison.Ordinal)))!;
        Assert.Equal((3, 10), ((int)manifest["shards"]!, (int)manifest["outputs"]!));
        HoldsExactlyWhatOneProcessMakes();
    }

    [Fact]
    public void The_merge_names_features_that_are_missing()
    {
        string[] Part(int index) => ["features", _world.Dataset, "--backbone", _world.BackboneFile, "--shard", $"{index}/2", "--json"];
        RoboticsCall.Succeed(Part(0));
        var shards = (string)JsonNode.Parse(RoboticsCall.Succeed(Part(1)).Output)!["shards"]!;
        File.Delete(_world.FeatureFiles([4])[1]);
        var refused = RoboticsCall.Run("merge", shards);
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("1 of 2 shards is not done: 1; missing episodes: 4", refused.Error);
        Assert.Contains("--shard 1/2", refused.Error);
        RoboticsCall.Succeed(Part(1));
        RoboticsCall.Succeed("merge", shards);
    }

    [Fact]
    public void Features_that_were_lost_after_the_merge_are_made_again()
    {
        string[] Part(int index) => ["features", _world.Dataset, "--backbone", _world.BackboneFile, "--shard", $"{index}/2", "--json"];
        RoboticsCall.Succeed(Part(0));
        var shards = (string)JsonNode.Parse(RoboticsCall.Succeed(Part(1)).Output)!["shards"]!;
        RoboticsCall.Succeed("merge", shards);
        Assert.Equal(5, (int)JsonNode.Parse(RoboticsCall.Succeed("merge", shards, "--json").Output)!["episodes"]!);
        Assert.Contains("joined already", RoboticsCall.Succeed(Part(0)).Error);
        Directory.Delete(DatasetCache.Features(_world.Dataset, null), recursive: true);
        foreach (var index in new[] { 0, 1 }) RoboticsCall.Succeed(Part(index));
        RoboticsCall.Succeed("merge", shards);
        HoldsExactlyWhatOneProcessMakes();
    }

    [Fact]
    public void Commands_to_repeat_are_written_for_a_shell()
    {
        string[] part = ["features", _world.Dataset, "--backbone", _world.BackboneFile, "--cache", _world["it's $HOME"], "--shard", "0/2", "--json"];
        var outcome = RoboticsCall.Succeed(part);
        var shards = (string)JsonNode.Parse(outcome.Output)!["shards"]!;
        Assert.Contains($"./robotics merge '{shards.Replace("'", @"'\''", StringComparison.Ordinal)}'", outcome.Error);
        Assert.Contains(@"it'\''s $HOME' --json --shard 1/2", RoboticsCall.Run("merge", shards).Error);
    }

    [Fact]
    public void The_summary_says_what_bound_it()
    {
        var first = RoboticsCall.Succeed("features", _world.Dataset, "--backbone", _world.BackboneFile, "--json");
        var result = JsonNode.Parse(first.Output)!;
        Assert.Equal((136, 0), ((int)result["frames"]!, (int)result["reused_frames"]!));
        Assert.Contains((string)result["bound_by"]!, new[] { "decode", "transform", "backbone", "disk" });
        Assert.Equal(((string)result["bound_by"]!), result["work_seconds"]!.AsObject().MaxBy(part => (double)part.Value!).Key);
        Assert.Matches("136 images at [0-9]+ a second, bound by [a-z]+ \\(work: decode [0-9]+ %, transform", first.Error);
        Assert.Contains("All 136 images were in the store already", RoboticsCall.Succeed("features", _world.Dataset, "--backbone", _world.BackboneFile).Error);
    }

    private void HoldsExactlyWhatOneProcessMakes()
    {
        RoboticsCall.Succeed("features", _world.Dataset, "--backbone", _world.BackboneFile, "--cache", _world["alone"]);
        var (shared, alone) = (Files(DatasetCache.Features(_world.Dataset, null)), Files(DatasetCache.Features(_world.Dataset, _world["alone"])));
        Assert.Equal(10, alone.Count);
        Assert.Equal(alone.Keys, shared.Keys);
        Assert.All(alone, file => Assert.Equal(file.Value, shared[file.Key]));
        Assert.All(alone.Keys, name => Assert.EndsWith(".features", name));
    }

    private static SortedDictionary<string, byte[]> Files(string store) => new(
        Directory.GetFiles(new FeatureStore(store).Directory, "*", SearchOption.AllDirectories).ToDictionary(file => Path.GetRelativePath(store, file), File.ReadAllBytes),
        StringComparer.Ordinal);
}
