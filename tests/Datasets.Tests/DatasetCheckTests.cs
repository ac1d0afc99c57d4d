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
        var defects = DatasetCheck.Run(Sample.Directory, _video, new CheckOptions { CountFrames = (path, _) => path.Contains("wrist") ? 61 : 63 });
        Assert.Contains("61 frames can be decoded of the 63", Assert.Single(defects).Problem);
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
    public void The_overflown_image_deviation_of_older_files_is_found()
    {
        var dataset = Sample.CopyTo(_folder);
        ParquetEdit.Doubles(Path.Combine(dataset, Episodes), "stats/observation.state/std", 3, values => values[1] = 0.001);
        var defect = Assert.Single(DatasetCheck.Run(dataset, _video));
        Assert.Equal(0, defect.Episode);
        Assert.Contains("too small for quantiles", defect.Problem);
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
        Assert.True(summary.Bytes > new FileInfo(Path.Combine(Sample.Directory, Front)).Length);
    }

    private static void Replace(string dataset, string good, string bad)
    {
        var path = Path.Combine(dataset, "meta/info.json");
        var text = File.ReadAllText(path);
        var place = text.IndexOf(good, StringComparison.Ordinal);
        File.WriteAllText(path, string.Concat(text.AsSpan(0, place), bad, text.AsSpan(place + good.Length)));
    }
}
