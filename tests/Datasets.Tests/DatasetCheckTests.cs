using Robotics.Datasets.Tests.Fixtures;

namespace Robotics.Datasets.Tests;

public sealed class DatasetCheckTests : IDisposable
{
    private const string Data = "data/chunk-000/file-000.parquet";
    private const string Episodes = "meta/episodes/chunk-000/file-000.parquet";
    private const string Front = "videos/observation.images.front/chunk-000/file-000.mp4";
    private const string Wrist = "videos/observation.images.wrist/chunk-000/file-000.mp4";

    private readonly Folder _folder = new();
    private readonly FfmpegConcatenator _video = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_sound_dataset_has_no_defects() => Assert.Empty(DatasetCheck.Run(Sample.Directory, _video));

    [Fact]
    public void A_real_partial_download_has_only_its_missing_files()
    {
        var directory = SharedData.Require("g1-bottle");
        Assert.Empty(DatasetCheck.Run(directory, _video, new CheckOptions { AllowSubset = true }));
        var defects = DatasetCheck.Run(directory, _video);
        Assert.Equal(140, defects.Count);
        Assert.All(defects, defect => Assert.Equal("the file is missing.", defect.Problem));
    }

    [Fact]
    public void Every_defect_is_found_in_one_pass()
    {
        var dataset = Sample.CopyTo(_folder);
        ParquetEdit.Vectors(Path.Combine(dataset, Data), "observation.state", 3, rows => rows[21][1] = float.NaN);
        ParquetEdit.Floats(Path.Combine(dataset, Data), "timestamp", rows =>
        {
            rows[3] = rows[1];
            rows[15] += 0.004f;
        });
        ParquetEdit.Integers(Path.Combine(dataset, Data), "task_index", rows => rows[50] = 7);
        ParquetEdit.IntegerList(Path.Combine(dataset, Episodes), "sparse_subtask_end_frames", 4, [7, 99]);
        using (var cut = File.OpenWrite(Path.Combine(dataset, Wrist)))
            cut.SetLength(cut.Length - 2000);
        Replace(dataset, "\"video.codec\": \"h264\"", "\"video.codec\": \"av1\"");
        Replace(dataset, "\"holdout\": \"3:5\"", "\"holdout\": \"3:9\"");

        var defects = DatasetCheck.Run(dataset, _video).Select(defect => defect.ToString()).ToList();

        string[][] expected =
        [
            [Episodes, "episode 4, frame 99", "ends outside"],
            ["meta/info.json", "split 'holdout'"],
            [Data, "episode 0, frame 3", "goes from"],
            [Data, "episode 1, frame 3", "off its frame"],
            [Data, "episode 2, frame 2", "NaN"],
            [Data, "episode 4, frame 2", "'task_index' is 7"],
            [Front, "codec is h264", "says av1"],
            [Wrist, "cut off", "2000 bytes"],
        ];
        foreach (var parts in expected)
            Assert.Contains(defects, defect => parts.All(defect.Contains));
        Assert.Equal(expected.Length, defects.Count);
    }

    [Fact]
    public void A_video_of_other_length_rate_or_size_is_found()
    {
        var dataset = Sample.CopyTo(_folder);
        FfmpegConcatenator.Encode(Path.Combine(dataset, Front), 64, 48, 10, 60);
        FfmpegConcatenator.Encode(Path.Combine(dataset, Wrist), 80, 48, 12, 63);
        var defects = DatasetCheck.Run(dataset, _video).Select(defect => defect.ToString()).ToList();
        Assert.Contains(defects, defect => defect.Contains(Front) && defect.Contains("60 frames; its episodes have 63"));
        Assert.Contains(defects, defect => defect.Contains("episode 4") && defect.Contains("the video ends at 6 s"));
        Assert.Contains(defects, defect => defect.Contains(Wrist) && defect.Contains("12 frames per second"));
        Assert.Contains(defects, defect => defect.Contains("80x48"));
    }

    [Fact]
    public void Decoding_finds_frames_that_the_header_promises_in_vain()
    {
        var defects = DatasetCheck.Run(Sample.Directory, _video, new CheckOptions { DecodeTimes = (path, _, _) => Times(path.Contains("wrist") ? 61 : 63) });
        Assert.Contains("61 frames can be decoded of the 63", Assert.Single(defects).Problem);
    }

    [Fact]
    public void A_decoded_frame_off_its_time_is_named_by_episode_and_frame()
    {
        // frame 20 of the file is frame 1 of the third episode: 12 and 7 frames stand before it
        var options = new CheckOptions { DecodeTimes = (path, _, _) => Times(63).Select((seconds, k) => path.Contains("wrist") && k >= 20 ? seconds + 0.02 : seconds) };
        var defect = Assert.Single(DatasetCheck.Run(Sample.Directory, _video, options));
        Assert.Equal((2, 1), (defect.Episode, defect.Frame));
        Assert.Contains("frame 20 stands at 2.02 s where 2 s belongs", defect.Problem);
    }

    [Fact]
    public void A_frame_that_cannot_be_decoded_is_named_by_episode_and_frame()
    {
        static IEnumerable<double> Broken(string path)
        {
            foreach (var seconds in Times(30))
                yield return seconds;
            throw new DataException(new Defect(path, "the frame cannot be decoded.", "Copy the file again.") { Frame = 30 });
        }

        var defects = DatasetCheck.Run(Sample.Directory, _video, new CheckOptions { DecodeTimes = (path, _, _) => Broken(path) });
        Assert.Equal(2, defects.Count);
        Assert.All(defects, defect => Assert.Equal((2, 11), (defect.Episode, defect.Frame)));
    }

    [Theory]
    [InlineData(0.002, "+0.0020 s off its first frame")]
    [InlineData(-0.06, "where 1.2 s belongs")]
    public void An_episode_whose_start_drifted_off_its_frame_is_found(double drift, string problem)
    {
        var dataset = Sample.CopyTo(_folder);
        ParquetEdit.Seconds(Path.Combine(dataset, Episodes), "videos/observation.images.front/from_timestamp", starts => starts[1] += drift);
        var defect = Assert.Single(DatasetCheck.Run(dataset, _video));
        Assert.Equal((1, true), (defect.Episode, defect.File.EndsWith(Front, StringComparison.Ordinal)));
        Assert.Contains(problem, defect.Problem);
    }

    [Fact]
    public void Every_declared_column_is_held_against_its_type_shape_and_values()
    {
        var dataset = Sample.CopyTo(_folder);
        var reward = new Apache.Arrow.FloatArray.Builder().AppendRange(Enumerable.Range(0, 63).Select(row => row == 21 ? float.PositiveInfinity : row)).Build();
        ParquetEdit.Add(Path.Combine(dataset, Data), "next.reward", reward);
        ParquetEdit.Add(Path.Combine(dataset, Data), "effort", new Apache.Arrow.FloatArray.Builder().AppendRange(Enumerable.Range(0, 63).Select(row => (float)row)).Build());
        ParquetEdit.Add(Path.Combine(dataset, Data), "note", new Apache.Arrow.StringArray.Builder().AppendRange(Enumerable.Repeat("ok", 63)).Build());
        foreach (var (name, type, size) in new[] { ("next.reward", "float32", 1), ("effort", "float64", 2), ("note", "int64", 1), ("next.done", "bool", 1) })
            Declare(dataset, name, type, size);
        var defects = DatasetCheck.Run(dataset, _video).Select(defect => defect.ToString()).ToList();
        Assert.Contains(defects, defect => defect.Contains("episode 2, frame 2: 'next.reward' holds a value that is no finite number"));
        Assert.Contains(defects, defect => defect.Contains("column 'effort' holds float values; meta/info.json says float64"));
        for (var episode = 0; episode < 5; episode++)
        {
            Assert.Contains(defects, defect => defect.Contains($"episode {episode}, frame 0: 'effort' holds 1 numbers where 2 belong"));
            Assert.Contains(defects, defect => defect.Contains($"episode {episode}, frame 0: 'note' holds values of type utf8"));
        }

        Assert.Contains(defects, defect => defect.Contains("column 'next.done' is missing"));
        Assert.Equal(13, defects.Count);
    }

    [Fact]
    public void A_frame_rate_in_the_metadata_that_disagrees_with_itself_is_found()
    {
        var dataset = Sample.CopyTo(_folder);
        Replace(dataset, "\"video.fps\": 10", "\"video.fps\": 15");
        var defect = Assert.Single(DatasetCheck.Run(dataset, _video));
        Assert.Contains("'observation.images.front' has 15 frames per second; the dataset has 10", defect.Problem);
    }

    [Fact]
    public void Episodes_out_of_order_are_found_in_both_versions()
    {
        var current = Sample.CopyTo(_folder);
        DatasetConversion.Run(ConversionPlan.Of(LeRobotDataset.Open(current), _folder["old"], "v2.1"), _video, _video);
        ParquetEdit.Integers(Path.Combine(current, Episodes), "episode_index", rows => (rows[1], rows[4]) = (rows[4], 17));
        var lines = File.ReadAllLines(_folder["old/meta/episodes.jsonl"]);
        (lines[0], lines[3]) = (lines[3], lines[0].Replace("\"episode_index\":0", "\"episode_index\":17"));
        File.WriteAllLines(_folder["old/meta/episodes.jsonl"], lines);

        var defects = DatasetCheck.Run(current, _video);
        Assert.Contains(defects, defect => defect is { Episode: 4 } && defect.Problem.Contains("row 1 holds episode 4; rows are out of order"));
        Assert.Contains(defects, defect => defect is { Episode: 17 } && defect.Problem.Contains("row 4 holds episode 17"));
        defects = DatasetCheck.Run(_folder["old"], _video);
        Assert.Contains(defects, defect => defect is { Episode: 3 } && defect.Problem.Contains("stands where episode 0 belongs"));
        Assert.Contains(defects, defect => defect is { Episode: 17 } && defect.Problem.Contains("stands where episode 3 belongs"));
    }

    [Fact]
    public void Annotations_that_overlap_or_leave_the_episode_are_found_beside_each_other()
    {
        var dataset = Sample.CopyTo(_folder);
        ParquetEdit.IntegerList(Path.Combine(dataset, Episodes), "sparse_subtask_start_frames", 2, [0, 5]);
        ParquetEdit.IntegerList(Path.Combine(dataset, Episodes), "sparse_subtask_end_frames", 3, [4, 30]);
        var defects = DatasetCheck.Run(dataset, _video);
        Assert.Contains(defects, defect => defect is { Episode: 2, Frame: 5 } && defect.Problem.Contains("'grasp' overlaps 'reach'"));
        Assert.Contains(defects, defect => defect is { Episode: 3, Frame: 30 } && defect.Problem.Contains("ends outside"));
        Assert.Equal(2, defects.Count);
    }

    [Fact]
    public void Statistics_that_cannot_be_true_are_found()
    {
        var dataset = Sample.CopyTo(_folder);
        var path = Path.Combine(dataset, "meta/stats.json");
        var stats = System.Text.Json.Nodes.JsonNode.Parse(File.ReadAllText(path))!;
        stats["action"]!["std"]![0] = 100.0;
        stats["observation.state"]!["mean"]![1] = -3.0;
        File.WriteAllText(path, stats.ToJsonString());
        var text = DatasetCheck.Run(dataset, _video).Select(defect => defect.ToString()).ToList();
        Assert.Contains(text, defect => defect.Contains("'action'") && defect.Contains("standard deviation 100 is too large"));
        Assert.Contains(text, defect => defect.Contains("'observation.state'") && defect.Contains("the mean -3 is outside"));
        Assert.Equal(2, text.Count);
    }

    [Fact]
    public void A_deviation_too_small_for_its_quantiles_is_found()
    {
        var dataset = Sample.CopyTo(_folder);
        ParquetEdit.Doubles(Path.Combine(dataset, Episodes), "stats/observation.state/std", 3, values => values[1] = 0.001);
        var defect = Assert.Single(DatasetCheck.Run(dataset, _video));
        Assert.Equal(0, defect.Episode);
        Assert.Contains("too small for quantiles", defect.Problem);
    }

    [Fact]
    public void An_episode_without_statistics_among_others_that_have_them_is_found()
    {
        DatasetConversion.Run(ConversionPlan.Of(LeRobotDataset.Open(Sample.CopyTo(_folder)), _folder["old"], "v2.1"), _video, _video);
        var path = _folder["old/meta/episodes_stats.jsonl"];
        File.WriteAllLines(path, File.ReadAllLines(path).Where((_, e) => e != 3));
        var defect = Assert.Single(DatasetCheck.Run(_folder["old"], _video));
        Assert.Equal((path, 3), (defect.File, defect.Episode));
        Assert.Contains("no statistics", defect.Problem);
    }

    [Fact]
    public void The_overflown_image_deviation_of_older_files_is_found_without_quantiles()
    {
        var dataset = Sample.CopyTo(_folder);
        DatasetConversion.Run(ConversionPlan.Of(LeRobotDataset.Open(dataset), _folder["old"], "v2.1"), _video, _video);
        var lines = File.ReadAllLines(_folder["old/meta/episodes_stats.jsonl"]);
        var row = System.Text.Json.Nodes.JsonNode.Parse(lines[1])!;
        foreach (var (camera, std) in new[] { ("front", 0.009), ("wrist", 0.27) })
            row["stats"]![$"observation.images.{camera}"] = Picture(std);
        lines[1] = row.ToJsonString();
        File.WriteAllLines(_folder["old/meta/episodes_stats.jsonl"], lines);
        var defect = Assert.Single(DatasetCheck.Run(_folder["old"], _video));
        Assert.Equal(1, defect.Episode);
        Assert.Contains("'observation.images.front' cannot be true: in dimension 0 the standard deviation 0.009 is too small for pictures", defect.Problem);

        static System.Text.Json.Nodes.JsonNode Picture(double std) => System.Text.Json.Nodes.JsonNode.Parse(
            $"{{\"min\": {Channels(0)}, \"max\": {Channels(1)}, \"mean\": {Channels(0.45)}, \"std\": {Channels(std)}, \"count\": [100]}}")!;

        static string Channels(double value) => $"[[[{value}]], [[{value}]], [[{value}]]]";
    }

    [Fact]
    public void Statistics_of_other_data_are_found()
    {
        var dataset = Sample.CopyTo(_folder);
        ParquetEdit.Vectors(Path.Combine(dataset, Data), "action", 2, rows => rows[20][0] = 500);
        var defect = Assert.Single(DatasetCheck.Run(dataset, _video));
        Assert.Equal(2, defect.Episode);
        Assert.Contains("the data say", defect.Problem);
    }

    [Fact]
    public void A_dataset_without_metadata_is_one_defect()
    {
        var defect = Assert.Single(DatasetCheck.Run(_folder.Root, _video));
        Assert.Contains("missing", defect.ToString());
    }

    [Fact]
    public void A_summary_counts_what_is_there()
    {
        var summary = DatasetSummary.Of(LeRobotDataset.Open(Sample.Directory), _video);
        Assert.Equal((5, 5, 63L, 6.3), (summary.Episodes, summary.EpisodesOnDisk, summary.Frames, summary.Seconds));
        Assert.Equal(new LengthSummary(7, 12, 20), summary.Lengths);
        Assert.Equal(new CameraSummary("wrist", 64, 48, "h264", "yuv420p"), summary.Cameras[1]);
        Assert.Equal((3, 2), (summary.Labels["quality"]["fluent"], summary.Labels["quality"]["hesitant"]));
        Assert.Equal(("reach", 5), (summary.Stages[0].Name, summary.Stages[0].Episodes));
        Assert.Equal((5, 1.0), (summary.AnnotatedEpisodes, summary.AnnotatedFrames));
        Assert.Equal(2, summary.Tasks["wipe the table"]);
        Assert.True(summary.Size.Videos > new FileInfo(Path.Combine(Sample.Directory, Front)).Length);
    }

    private static IEnumerable<double> Times(int frames) => Enumerable.Range(0, frames).Select(k => k / 10.0);

    private static void Declare(string dataset, string name, string type, int size)
    {
        var path = Path.Combine(dataset, "meta/info.json");
        var info = System.Text.Json.Nodes.JsonNode.Parse(File.ReadAllText(path))!;
        info["features"]![name] = System.Text.Json.Nodes.JsonNode.Parse($"{{\"dtype\": \"{type}\", \"shape\": [{size}], \"names\": null}}");
        File.WriteAllText(path, info.ToJsonString());
    }

    private static void Replace(string dataset, string good, string bad)
    {
        var path = Path.Combine(dataset, "meta/info.json");
        var text = File.ReadAllText(path);
        var place = text.IndexOf(good, StringComparison.Ordinal);
        File.WriteAllText(path, string.Concat(text.AsSpan(0, place), bad, text.AsSpan(place + good.Length)));
    }
}
