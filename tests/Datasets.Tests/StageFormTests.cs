using System.Text.Json.Nodes;
using CsCheck;
using Robotics.Datasets.Tests.Fixtures;

namespace Robotics.Datasets.Tests;

public sealed class StageFormTests : IDisposable
{
    private readonly Folder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Both_forms_in_use_become_the_same_stages()
    {
        StageAnnotation[] expected = [new("a", 0, 60), new("b", 60, 150)];
        Assert.Equal(expected, Read(150, [0, 60], [60, 150]));
        Assert.Equal(expected, Read(150, [0, 60], [59, 149]));
    }

    [Fact]
    public void A_single_inclusive_stage_covers_the_last_frame() =>
        Assert.Equal([new StageAnnotation("a", 0, 150)], Read(150, [0], [149]));

    [Fact]
    public void A_hole_goes_to_the_stage_before_it() =>
        Assert.Equal([new StageAnnotation("a", 5, 70), new("b", 70, 100)], Read(150, [5, 70], [40, 100]));

    [Fact]
    public void A_last_end_rounded_up_to_a_whole_second_is_cut() =>
        Assert.Equal([new StageAnnotation("a", 0, 60), new("b", 60, 143)], Read(143, [0, 60], [60, 150]));

    [Fact]
    public void Older_unprefixed_columns_are_read() =>
        Assert.Equal([new StageAnnotation("a", 0, 60), new("b", 60, 150)], Read(150, [0, 60], [60, 150], prefix: ""));

    [Fact]
    public void Any_partition_is_read_alike_in_both_forms() =>
        Gen.Int[1, 40].Array[1, 6].Sample(lengths =>
        {
            int[] cuts = [0, .. lengths.Select((_, k) => lengths.Take(k + 1).Sum())];
            var expected = lengths.Select((_, k) => new StageAnnotation(((char)('a' + k)).ToString(), cuts[k], cuts[k + 1]));
            Assert.Equal(expected, Read(cuts[^1], cuts[..^1], cuts[1..]));
            Assert.Equal(expected, Read(cuts[^1], cuts[..^1], [.. cuts[1..].Select(cut => cut - 1)]));
        }, iter: 50, threads: 1);

    [Fact]
    public void Shares_are_the_mean_over_the_episodes_that_have_the_stage()
    {
        var shares = TemporalShares.Of([
            [new("arms up", 0, 80), new("fold", 80, 100)],
            [new("arms up", 0, 40), new("fold", 40, 200)],
        ]);
        Assert.Equal(0.5, shares["arms up"], 1e-12);
        Assert.Equal(0.5, shares["fold"], 1e-12);

        shares = TemporalShares.Of([[new("a", 0, 50), new("b", 50, 100)], [new("a", 0, 100)]]);
        Assert.Equal(0.75 / 1.25, shares["a"], 1e-12);
        Assert.Equal(0.5 / 1.25, shares["b"], 1e-12);
    }

    // through a v2.1 dataset, whose metadata a test can write by hand
    private IReadOnlyList<StageAnnotation> Read(int length, int[] starts, int[] ends, string prefix = "sparse_")
    {
        Directory.CreateDirectory(_folder["meta"]);
        File.WriteAllText(_folder["meta/info.json"],
            $$"""{"codebase_version": "v2.1", "fps": 10, "total_episodes": 1, "total_frames": {{length}}, "features": {}, "data_path": "data/episode_{episode_index:06d}.parquet"}""");
        File.WriteAllText(_folder["meta/tasks.jsonl"], """{"task_index": 0, "task": "fold"}""");
        var row = new JsonObject { ["episode_index"] = 0, ["tasks"] = new JsonArray("fold"), ["length"] = length };
        row[prefix + "subtask_names"] = new JsonArray([.. starts.Select((_, k) => JsonValue.Create(((char)('a' + k)).ToString()))]);
        row[prefix + "subtask_start_frames"] = new JsonArray([.. starts.Select(frame => JsonValue.Create(frame))]);
        row[prefix + "subtask_end_frames"] = new JsonArray([.. ends.Select(frame => JsonValue.Create(frame))]);
        File.WriteAllText(_folder["meta/episodes.jsonl"], row.ToJsonString() + "\n");
        return LeRobotDataset.Open(_folder.Root).Episodes[0].Stages;
    }
}
