using Robotics.Datasets.Tests.Fixtures;

namespace Robotics.Datasets.Tests;

/// <summary>Every defect of a damaged dataset is refused with a message that names file, episode, frame and remedy.</summary>
public sealed class BadDatasetTests : IDisposable
{
    private const string Data = "data/chunk-000/file-000.parquet";
    private const string Episodes = "meta/episodes/chunk-000/file-000.parquet";

    private readonly Folder _folder = new();
    private readonly string _dataset;

    public BadDatasetTests() => _dataset = Sample.CopyTo(_folder);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Missing_video()
    {
        File.Delete(In("videos/observation.images.wrist/chunk-000/file-000.mp4"));
        var dataset = LeRobotDataset.Open(_dataset);
        Assert.Empty(dataset.EpisodesOnDisk);
        Refused(() => dataset.RequireFiles(dataset.Episodes), "observation.images.wrist/chunk-000/file-000.mp4", "episode 0", "missing", "Download");
    }

    [Theory]
    [InlineData("observation.state")]
    [InlineData("action")]
    [InlineData("timestamp")]
    [InlineData("index")]
    public void Missing_column(string column)
    {
        ParquetEdit.Drop(In(Data), column);
        Refused(ReadAll, Data, $"'{column}' is missing", "Restore");
    }

    [Theory]
    [InlineData("tasks")]
    [InlineData("length")]
    [InlineData("data/file_index")]
    public void Missing_column_of_the_episodes(string column)
    {
        ParquetEdit.Drop(In(Episodes), column);
        Refused(() => LeRobotDataset.Open(_dataset), Episodes, $"'{column}' is missing", "Restore");
    }

    [Theory]
    [InlineData(float.NaN, "NaN")]
    [InlineData(float.PositiveInfinity, "Infinity")]
    public void State_that_is_no_number(float value, string text)
    {
        // row 21 is frame 2 of episode 2
        ParquetEdit.Vectors(In(Data), "observation.state", 3, rows => rows[21][1] = value);
        Refused(ReadAll, Data, "episode 2", "frame 2", $"'observation.state' is {text} in dimension 1 (joint2)", "Remove the episode");
    }

    [Fact]
    public void State_of_wrong_width()
    {
        ParquetEdit.Vectors(In(Data), "observation.state", 3, rows => rows[4] = [1, 2]);
        Refused(ReadAll, Data, "episode 0", "frame 4", "holds 2 numbers where 3 numbers belong", "meta/info.json");
    }

    [Fact]
    public void Action_of_wrong_type()
    {
        ParquetEdit.Columns(In(Data), (name, values) => name == "action"
            ? new Apache.Arrow.StringArray.Builder().AppendRange(Enumerable.Repeat("left", values.Length)).Build() : values);
        Refused(ReadAll, Data, "episode 0", "'action' holds");
    }

    [Fact]
    public void Rows_out_of_order()
    {
        ParquetEdit.Integers(In(Data), "frame_index", rows => (rows[13], rows[14]) = (rows[14], rows[13]));
        Refused(ReadAll, Data, "episode 1", "frame 1", "out of order", "Sort");
    }

    [Fact]
    public void Time_that_goes_back()
    {
        ParquetEdit.Floats(In(Data), "timestamp", rows => rows[5] = rows[3]);
        Refused(ReadAll, Data, "episode 0", "frame 5", "back to", "Rewrite");
    }

    [Fact]
    public void Time_that_drifts()
    {
        ParquetEdit.Floats(In(Data), "timestamp", rows => rows[5] += 0.06f);
        Refused(ReadAll, Data, "episode 0", "frame 5", "more than half a frame");
    }

    [Fact]
    public void Data_file_that_ends_early()
    {
        ParquetEdit.Columns(In(Data), (_, values) => values, rows: 50);
        Refused(ReadAll, Data, "episode 4", "frame 2", "ends after 50 rows", "Restore");
    }

    [Theory]
    [InlineData(Data)]
    [InlineData(Episodes)]
    [InlineData("meta/tasks.parquet")]
    public void Truncated_parquet(string file)
    {
        using (var stream = File.OpenWrite(In(file)))
            stream.SetLength(stream.Length / 2);
        Refused(ReadAll, file, "not a whole parquet file", "Restore|Download");
    }

    [Theory]
    [InlineData("meta/info.json")]
    [InlineData("meta/tasks.parquet")]
    [InlineData(Data)]
    public void Missing_file(string file)
    {
        File.Delete(In(file));
        Refused(ReadAll, file, "missing");
    }

    [Fact]
    public void Missing_episode_metadata()
    {
        Directory.Delete(In("meta/episodes"), recursive: true);
        Refused(ReadAll, "meta/episodes", "no episode metadata");
    }

    [Theory]
    [InlineData("\"fps\": 10", "\"fps\": 0", "'fps' is 0")]
    [InlineData("\"fps\": 10", "\"fps\": \"ten\"", "wrong type")]
    [InlineData("\"fps\": 10", "\"speed\": 10", "'fps' is missing")]
    [InlineData("\"v3.0\"", "\"v1.6\"", "codebase_version is v1.6")]
    [InlineData("\"total_episodes\": 5", "\"total_episodes\": 6", "promises 6 episodes")]
    [InlineData("\"total_frames\": 63", "\"total_frames\": 64", "promises 64 frames")]
    [InlineData("\"total_episodes\": 5", "\"total_episodes\": 1e300", "'total_episodes' is 1E+300")]
    [InlineData("\"shape\": [\n                48", "\"shape\": [\n                2000000000", "impossible shape")]
    [InlineData("\"data/chunk-", "\"../../data/chunk-", "outside the dataset")]
    [InlineData("{", "[", "not valid JSON")]
    [InlineData("\"fps\": 10", "\"fps\": 10, \"fps\": 10", "not valid JSON")]
    [InlineData("\"test_arm\"", "\"\\ud800\"", "not valid JSON")]
    [InlineData("\"3:5\"", "null", "split 'holdout' is null")]
    public void Broken_info(string good, string bad, string problem)
    {
        var text = File.ReadAllText(In("meta/info.json"));
        var place = text.IndexOf(good, StringComparison.Ordinal);
        Assert.True(place >= 0);
        File.WriteAllText(In("meta/info.json"), string.Concat(text.AsSpan(0, place), bad, text.AsSpan(place + good.Length)));
        Refused(ReadAll, "meta/info.json", problem);
    }

    [Fact]
    public void Episodes_out_of_order()
    {
        ParquetEdit.Integers(In(Episodes), "episode_index", rows => (rows[1], rows[2]) = (rows[2], rows[1]));
        Refused(ReadAll, Episodes, "episode 2", "out of order", "Sort");
    }

    [Theory]
    [InlineData(long.MaxValue)]
    [InlineData(2_000_000_000L)]
    [InlineData(-1L)]
    [InlineData(0L)]
    public void Absurd_length(long length)
    {
        ParquetEdit.Integers(In(Episodes), "length", rows => rows[3] = length);
        Refused(ReadAll, Episodes, "episode 3", "impossible");
    }

    [Theory]
    [InlineData("sparse_subtask_end_frames", new long[] { 10, 25 }, "frame 25", "ends outside the episode's 20 frames")]
    [InlineData("sparse_subtask_start_frames", new long[] { 0, 22 }, "frame 22", "starts outside the episode's 20 frames")]
    [InlineData("sparse_subtask_start_frames", new long[] { 0, 5 }, "frame 5", "'grasp' overlaps 'reach'")]
    [InlineData("sparse_subtask_start_frames", new long[] { 10, 10 }, "frame 10", "'reach' is empty")]
    [InlineData("sparse_subtask_start_frames", new long[] { 0 }, "2 stage names stand beside 1 starts")]
    [InlineData("sparse_subtask_start_frames", new long[] { -4, 10 }, "frame -4", "starts outside")]
    public void Impossible_stage(string column, long[] frames, params string[] expected)
    {
        ParquetEdit.IntegerList(In(Episodes), column, 2, frames);
        Refused(ReadAll, [Episodes, "episode 2", .. expected]);
    }

    [Fact]
    public void Unknown_stage()
    {
        var dataset = LeRobotDataset.Open(_dataset);
        dataset.RequireStages(["reach", "grasp", "retreat"]);
        Refused(() => dataset.RequireStages(["reach", "lift"]), "meta/episodes", "episode 0", "frame 6", "'grasp'", "reach, lift");
    }

    private string In(string file) => Path.Combine(_dataset, file);

    private void ReadAll()
    {
        var dataset = LeRobotDataset.Open(_dataset);
        foreach (var episode in dataset.Episodes)
            dataset.ReadFrames(episode);
    }

    private static void Refused(Action act, params string[] parts)
    {
        var message = Assert.Throws<DataException>(act).Message;
        foreach (var part in parts)
            Assert.Contains(part.Split('|'), alternative => message.Contains(alternative, StringComparison.Ordinal));
        Assert.EndsWith(".", message);
    }
}
