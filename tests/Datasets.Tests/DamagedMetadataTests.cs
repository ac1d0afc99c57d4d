using Robotics.Datasets.Tests.Fixtures;

namespace Robotics.Datasets.Tests;

/// <summary>What one line, row or file of the metadata loses must neither hide other defects nor make sound episodes look broken.</summary>
public sealed class DamagedMetadataTests : IDisposable
{
    private const string Data = "data/chunk-000/file-000.parquet";
    private const string Episodes = "meta/episodes/chunk-000/file-000.parquet";

    private readonly Folder _folder = new();
    private readonly FfmpegConcatenator _video = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Unreadable_lines_are_named_and_the_rest_is_checked()
    {
        DatasetConversion.Run(ConversionPlan.Of(LeRobotDataset.Open(Sample.Directory), _folder["old"], "v2.1"), _video, _video);
        ChangeLine("meta/episodes.jsonl", 1, _ => "{\"episode_index\": 1, \"len");
        ChangeLine("meta/episodes.jsonl", 3, line => line.Replace("\"length\"", "\"size\""));
        ChangeLine("meta/episodes_stats.jsonl", 2, _ => "[]");
        ChangeLine("meta/episodes_stats.jsonl", 4, line => line.Replace("\"stats\"", "\"statistics\""));
        ParquetEdit.Vectors(_folder["old/data/chunk-000/episode_000004.parquet"], "observation.state", 3, rows => rows[6][1] = float.NaN);

        var defects = DatasetCheck.Run(_folder["old"], _video);

        AssertAre(defects,
            ["episodes.jsonl", "line 2 is not valid JSON"],
            ["episodes.jsonl", "line 4 lacks a value."],
            ["info.json", "promises 5 episodes; the metadata describes 3"],
            ["info.json", "promises 63 frames; the episodes have 47"],
            ["episode_000004.parquet, episode 4, frame 6", "NaN"],
            ["episodes_stats.jsonl", "line 3 holds no JSON object"],
            ["episodes_stats.jsonl", "line 5 lacks 'episode_index' or 'stats'"],
            ["episodes_stats.jsonl, episode 2", "has no statistics"],
            ["episodes_stats.jsonl, episode 4", "has no statistics"]);
        Assert.Throws<DataException>(() => LeRobotDataset.Open(_folder["old"]));
    }

    [Fact]
    public void An_impossible_row_is_named_and_the_rest_is_checked()
    {
        var dataset = Sample.CopyTo(_folder);
        ParquetEdit.Integers(Path.Combine(dataset, Episodes), "length", lengths => lengths[0] = -3);
        ParquetEdit.Integers(Path.Combine(dataset, Episodes), "data/file_index", files => files[2] = -1);
        ParquetEdit.Vectors(Path.Combine(dataset, Data), "action", 2, rows => rows[50][0] = float.PositiveInfinity);

        var defects = DatasetCheck.Run(dataset, _video).Where(defect => !defect.File.EndsWith(".mp4", StringComparison.Ordinal)).ToList();

        AssertAre(defects,
            ["file-000.parquet, episode 0", "'length' holds -3"],
            ["file-000.parquet, episode 2", "'data/file_index' holds -1"],
            ["info.json", "promises 5 episodes"],
            ["info.json", "promises 63 frames"],
            ["file-000.parquet", "holds 63 rows, 32 more than its episodes have"],
            ["file-000.parquet, episode 4, frame 2", "in dimension 0"]);
        Assert.Throws<DataException>(() => LeRobotDataset.Open(dataset));
    }

    [Fact]
    public void Files_that_cannot_be_read_hide_no_others()
    {
        var dataset = Sample.CopyTo(_folder);
        File.WriteAllBytes(Path.Combine(dataset, "meta/episodes/chunk-000/file-001.parquet"), File.ReadAllBytes(Path.Combine(dataset, Episodes))[..900]);
        File.Delete(Path.Combine(dataset, "meta/tasks.parquet"));
        File.WriteAllText(Path.Combine(dataset, "meta/temporal_proportions_sparse.json"), "{\"reach\": 7}");

        AssertAre(DatasetCheck.Run(dataset, _video),
            ["file-001.parquet", "not a whole parquet file"],
            ["tasks.parquet", "the file is missing"],
            ["temporal_proportions_sparse.json", "the share of stage 'reach'"]);
    }

    [Fact]
    public void Tasks_that_do_not_agree_are_found()
    {
        var dataset = Sample.CopyTo(_folder);
        ParquetEdit.Integers(Path.Combine(dataset, Data), "task_index", rows => rows[14] = 0);
        var info = Path.Combine(dataset, "meta/info.json");
        File.WriteAllText(info, File.ReadAllText(info).Replace("\"total_tasks\": 2", "\"total_tasks\": 3"));
        AssertAre(DatasetCheck.Run(dataset, _video),
            ["info.json", "promises 3 tasks; the dataset has 2"],
            ["file-000.parquet, episode 1, frame 2", "'task_index' is 0, which is 'pick the cube'; the metadata has the episode do 'wipe the table'"]);
    }

    private void ChangeLine(string file, int number, Func<string, string> change)
    {
        var path = _folder["old/" + file];
        var lines = File.ReadAllLines(path);
        lines[number] = change(lines[number]);
        File.WriteAllLines(path, lines);
    }

    private static void AssertAre(IReadOnlyList<Defect> defects, params string[][] expected)
    {
        Assert.True(defects.Count == expected.Length, string.Join('\n', defects));
        foreach (var (defect, parts) in defects.Zip(expected))
            Assert.All(parts, part => Assert.Contains(part, defect.ToString()));
    }
}
