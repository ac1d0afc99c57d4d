using System.Text.Json.Nodes;
using Apache.Arrow;
using Apache.Arrow.Types;
using Robotics.Datasets.Tests.Fixtures;

namespace Robotics.Datasets.Tests;

/// <summary>What other writers leave behind: no false alarm where LeRobot reads it, and a defect where it does not.</summary>
public sealed class ForeignDatasetCheckTests : IDisposable
{
    private const string Data = "data/chunk-000/file-000.parquet";
    private const string Episodes = "meta/episodes/chunk-000/file-000.parquet";
    private const string Front = "videos/observation.images.front";

    private readonly Folder _folder = new();
    private readonly FfmpegConcatenator _video = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Episodes_may_lie_in_any_order_in_a_video()
    {
        var dataset = Sample.CopyTo(_folder);
        // the second episode, of 7 frames, before the first, of 12
        ParquetEdit.Seconds(Path.Combine(dataset, Episodes), $"{Front}/from_timestamp", starts => (starts[0], starts[1]) = (0.7, 0));
        ParquetEdit.Seconds(Path.Combine(dataset, Episodes), $"{Front}/to_timestamp", ends => (ends[0], ends[1]) = (1.9, 0.7));
        Assert.Empty(DatasetCheck.Run(dataset, _video));
        var defect = Assert.Single(DatasetCheck.Run(dataset, _video, new CheckOptions
        {
            DecodeTimes = (path, _, _) => Enumerable.Range(0, 63).Select(k => k / 10.0 + (path.Contains("front") && k >= 9 ? 0.01 : 0)),
        }));
        Assert.Equal((0, 2), (defect.Episode, defect.Frame));
        ParquetEdit.Seconds(Path.Combine(dataset, Episodes), $"{Front}/from_timestamp", starts => starts[0] = 0.6);
        Assert.Contains("begins at 0.6 s where 0.7 s belongs", Assert.Single(DatasetCheck.Run(dataset, _video)).Problem);
    }

    [Fact]
    public void Metadata_out_of_order_does_not_cast_doubt_on_the_data()
    {
        var dataset = Sample.CopyTo(_folder);
        ParquetEdit.Columns(Path.Combine(dataset, Episodes), (_, values) =>
            ArrowArrayConcatenator.Concatenate([ArrowArrayFactory.Slice(values, 3, 2), ArrowArrayFactory.Slice(values, 0, 3)]));
        var defects = DatasetCheck.Run(dataset, _video);
        Assert.Equal([3, 4, 0, 1, 2], defects.Select(defect => defect.Episode!.Value));
        Assert.All(defects, defect => Assert.Contains("rows are out of order", defect.Problem));
    }

    [Fact]
    public void Places_of_rows_that_are_not_those_of_the_episodes_are_found()
    {
        var dataset = Sample.CopyTo(_folder);
        ParquetEdit.Integers(Path.Combine(dataset, Episodes), "dataset_to_index", ends => ends[1] += 2);
        // as after episodes were deleted and the others kept their indices
        ParquetEdit.Integers(Path.Combine(dataset, Episodes), "dataset_from_index", starts => (starts[3], starts[4]) = (starts[3] + 5, starts[4] + 5));
        ParquetEdit.Integers(Path.Combine(dataset, Episodes), "dataset_to_index", ends => (ends[3], ends[4]) = (ends[3] + 5, ends[4] + 5));
        ParquetEdit.Integers(Path.Combine(dataset, Data), "index", rows =>
        {
            for (var t = 39; t < rows.Length; t++)
                rows[t] += 5;
        });
        var defects = DatasetCheck.Run(dataset, _video);
        Assert.Contains(defects, defect => defect is { Episode: 1 } && defect.Problem == "'dataset_to_index' is 21 where 19 belongs.");
        Assert.Contains(defects, defect => defect is { Episode: 3 } && defect.Problem == "'dataset_from_index' is 44 where 39 belongs.");
        Assert.DoesNotContain(defects, defect => defect.Episode == 4 && defect.Problem.Contains("dataset_"));
    }

    [Fact]
    public void A_wrong_length_casts_no_doubt_on_the_episodes_behind()
    {
        DatasetConversion.Run(ConversionPlan.Of(LeRobotDataset.Open(Sample.Directory), _folder["old"], "v2.1"), _video, _video);
        var path = _folder["old/meta/episodes.jsonl"];
        File.WriteAllText(path, File.ReadAllText(path).Replace("\"length\":7", "\"length\":5"));
        File.Copy(_folder["old/data/chunk-000/episode_000004.parquet"], _folder["old/data/chunk-000/episode_000003.parquet"], overwrite: true);
        var defects = DatasetCheck.Run(_folder["old"], _video).Where(defect => defect.File.EndsWith(".parquet", StringComparison.Ordinal)).ToList();
        Assert.Contains(defects, defect => defect is { Episode: 1 } && defect.Problem == "the file has 7 rows; the episode has 5 frames.");
        Assert.Contains(defects, defect => defect is { Episode: 3 } && defect.Problem.Contains("'episode_index' is 4 where 3 belongs"));
        Assert.DoesNotContain(defects, defect => defect.Episode is 0 or 2);
        Assert.Single(defects, defect => defect.Episode == 1);
    }

    [Fact]
    public void The_finer_annotation_is_checked_too_in_both_versions()
    {
        DatasetConversion.Run(ConversionPlan.Of(LeRobotDataset.Open(Sample.Directory), _folder["old"], "v2.1"), _video, _video);
        var path = _folder["old/meta/episodes.jsonl"];
        File.WriteAllLines(path, File.ReadAllLines(path).Select((line, e) =>
            line[..^1] + $", \"dense_subtask_names\": [\"a\", \"b\"], \"dense_subtask_start_frames\": [0, {(e == 1 ? 2 : 4)}], \"dense_subtask_end_frames\": [4, {(e == 2 ? 99 : 7)}]}}"));
        DatasetConversion.Run(ConversionPlan.Of(LeRobotDataset.Open(_folder["old"]), _folder["new"], "v3.0"), _video, _video);
        foreach (var version in new[] { "old", "new" })
        {
            var defects = DatasetCheck.Run(_folder[version], _video);
            Assert.Contains(defects, defect => defect is { Episode: 1, Frame: 2 } && defect.Problem.Contains("'b' overlaps 'a'"));
            Assert.Contains(defects, defect => defect is { Episode: 2, Frame: 99 } && defect.Problem.Contains("ends outside"));
            Assert.Equal(2, defects.Count);
        }
    }

    [Fact]
    public void Statistics_of_wrong_length_are_found_and_one_broken_file_hides_no_other()
    {
        var dataset = Sample.CopyTo(_folder);
        ParquetEdit.Columns(Path.Combine(dataset, Episodes), (name, values) => name == "stats/action/std" ? Lists([[1], [1, 1], [0.6, 0.6], [0.3, 0.3], [0.5, 0.5]]) : values);
        File.WriteAllText(Path.Combine(dataset, "meta/stats.json"), "{\"action\": {\"mean\": [NaN]}}");
        var defects = DatasetCheck.Run(dataset, _video);
        Assert.Contains(defects, defect => defect.File.EndsWith("stats.json", StringComparison.Ordinal) && defect.Problem.Contains("not valid JSON"));
        Assert.Contains(defects, defect => defect is { Episode: 0 } && defect.Problem == "the statistics of 'action' have 2, 2, 2, 1 numbers as min, max, mean, std.");
        Assert.Contains(defects, defect => defect is { Episode: 1 } && defect.Problem.Contains("too large"));

        File.WriteAllText(Path.Combine(dataset, "meta/stats.json"), """{"action": {"min": [0], "max": [1], "mean": [0.5], "std": [0.1]}, "observation.state": {"min": [0, 0, null], "max": [1, 1, 1], "mean": [0.5, 0.5, 0.5], "std": [0.1, 0.1, 0.1]}}""");
        defects = DatasetCheck.Run(dataset, _video);
        Assert.Contains(defects, defect => defect.Problem == "the statistics of 'action' have 1 numbers where 2 belong.");
        Assert.Contains(defects, defect => defect.Problem.Contains("'observation.state' cannot be true: in dimension 2 a number is not finite"));
    }

    [Theory]
    [InlineData("[64, 48, 3]", null, "has the shape [64, 48, 3]")]
    [InlineData("[48, 64, 3]", 96, "says 96x48 as video.width and video.height")]
    [InlineData("[3, 48, 64]", null, null)]
    public void A_cameras_declared_size_has_its_order(string shape, int? width, string? problem)
    {
        var dataset = Sample.CopyTo(_folder);
        Change(dataset, info =>
        {
            var camera = info["features"]!["observation.images.front"]!.AsObject();
            (camera["shape"], camera["names"]) = (JsonNode.Parse(shape), null);
            camera["info"]!["video.width"] = width ?? 64;
        });
        var defects = DatasetCheck.Run(dataset, _video);
        if (problem is null)
            Assert.Empty(defects);
        else
            Assert.Contains(problem, Assert.Single(defects).Problem);
        Assert.Equal(shape != "[64, 48, 3]", DatasetSummary.Of(LeRobotDataset.Open(dataset)).Cameras[0] is { Width: 64, Height: 48 });
    }

    [Fact]
    public void Columns_of_pictures_and_texts_are_checked()
    {
        var dataset = Sample.CopyTo(_folder);
        byte[] png = [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10, 0, 0, 0, 13, (byte)'I', (byte)'H', (byte)'D', (byte)'R', 0, 0, 0, 16, 0, 0, 0, 12];
        byte[] wide = [.. png[..19], 17, .. png[20..]];
        ParquetEdit.Add(Path.Combine(dataset, Data), "picture", Pictures(row => row switch { 14 => null, 20 => [1, 2], 40 => wide, _ => png }));
        ParquetEdit.Add(Path.Combine(dataset, Data), "note", new StringArray.Builder().AppendRange(Enumerable.Range(0, 63).Select(row => row == 5 ? null : "ok")!).Build());
        ParquetEdit.Add(Path.Combine(dataset, Data), "phase", new Int64Array.Builder().AppendRange(Enumerable.Repeat(1L, 63)).Build());
        Change(dataset, info =>
        {
            foreach (var (name, type, shape) in new[] { ("picture", "image", "[12, 16, 3]"), ("note", "string", "[1]"), ("phase", "string", "[1]"), ("gone", "image", "[12, 16, 3]"), ("lost", "string", "[1]") })
                info["features"]![name] = JsonNode.Parse($"{{\"dtype\": \"{type}\", \"shape\": {shape}, \"names\": null}}");
        });
        var defects = DatasetCheck.Run(dataset, _video).Select(defect => defect.ToString()).ToList();
        string[] expected =
        [
            "column 'gone' is missing", "column 'lost' is missing", "episode 0, frame 5: 'note' is empty", "episode 1, frame 2: 'picture' is empty",
            "episode 2, frame 1: 'picture' holds bytes that are no PNG", "episode 3, frame 1: 'picture' holds a picture of 17x12",
            .. Enumerable.Range(0, 5).Select(e => $"episode {e}, frame 0: 'phase' holds values of type int64 where texts belong"),
        ];
        foreach (var part in expected)
            Assert.Contains(defects, defect => defect.Contains(part));
        Assert.Equal(expected.Length, defects.Count);
    }

    [Theory]
    [InlineData("v3.0")]
    [InlineData("v2.1")]
    public void A_dataset_into_which_nothing_was_recorded_yet_is_sound(string version)
    {
        Directory.CreateDirectory(_folder["new/meta"]);
        var info = JsonNode.Parse(File.ReadAllText(Path.Combine(Sample.Directory, "meta/info.json")))!;
        (info["codebase_version"], info["total_episodes"], info["total_frames"], info["total_tasks"], info["splits"]) = (version, 0, 0, 0, new JsonObject());
        File.WriteAllText(_folder["new/meta/info.json"], info.ToJsonString());
        Assert.Empty(DatasetCheck.Run(_folder["new"], _video));
        var dataset = LeRobotDataset.Open(_folder["new"]);
        Assert.Equal((0, 0L), (DatasetSummary.Of(dataset).Episodes, DatasetSummary.Of(dataset).Frames));
        Assert.Contains("no episode to convert", Assert.Throws<DataException>(() => ConversionPlan.Of(dataset, _folder["other"], version == "v3.0" ? "v2.1" : "v3.0")).Message);
    }

    [Fact]
    public void Names_by_position_and_splits_that_are_no_text_are_understood()
    {
        var dataset = Sample.CopyTo(_folder);
        Change(dataset, info => info["features"]!["action"]!["names"] = JsonNode.Parse("""{"delta_x": 0, "delta_y": 1}"""));
        Change(dataset, info => info["features"]!["observation.state"]!["names"] = JsonNode.Parse("""{"motors": ["a", "b"], "grippers": ["c"]}"""));
        var opened = LeRobotDataset.Open(dataset);
        Assert.Equal(["delta_x", "delta_y"], opened.Info.Features["action"].Names!);
        Assert.Equal(["a", "b", "c"], opened.Info.Features["observation.state"].Names!);
        Change(dataset, info => info["splits"]!["holdout"] = JsonNode.Parse("[3, 5]"));
        Assert.Contains("split 'holdout' is [3,5], which is no text", Assert.Throws<DataException>(() => LeRobotDataset.Open(dataset)).Message);
    }

    [Fact]
    public void Episodes_of_one_large_row_group_are_read_in_any_order()
    {
        int[] lengths = [1500, 2500, 2000, 1];
        using (var writer = new LeRobotDatasetWriter(_folder["large"], Sample.Spec() with { Cameras = [], Splits = new Dictionary<string, (int, int)>() }, _video))
        {
            for (var e = 0; e < lengths.Length; e++)
                writer.Add(Sample.Episode(e, lengths[e], Path.GetDirectoryName(Sample.Directory)!) with { Videos = new Dictionary<string, string>(), ImageStatistics = new Dictionary<string, ImageStatistics>(), Stages = [] });
            writer.Complete();
        }

        var expected = lengths.Select((length, e) => Sample.State(e, length - 1, 2)).ToArray();
        ParquetEdit.Columns(_folder[$"large/{Data}"], (_, values) => values);
        var dataset = LeRobotDataset.Open(_folder["large"]);
        int[] order = [0, 1, 2, 3, 3, 1, 1, 0, 2, 0, 3];
        var read = dataset.ReadFrames(order.Select(e => dataset.Episodes[e])).ToArray();
        foreach (var (e, frames) in order.Zip(read))
            Assert.Equal((lengths[e], lengths[e], expected[e]), (frames.Timestamps.Length, frames.States.GetLength(0), frames.States[lengths[e] - 1, 2]));
        Assert.Empty(DatasetCheck.Run(_folder["large"], _video));
    }

    private static StructArray Pictures(Func<int, byte[]?> bytes)
    {
        var (values, names) = (new BinaryArray.Builder(), new StringArray.Builder());
        for (var row = 0; row < 63; row++)
        {
            _ = bytes(row) is { } picture ? values.Append(picture.AsSpan()) : values.AppendNull();
            names.Append($"frame-{row:D6}.png");
        }

        var type = new StructType([new Field("bytes", BinaryType.Default, true), new Field("path", StringType.Default, true)]);
        return new StructArray(type, 63, [values.Build(), names.Build()], ArrowBuffer.Empty);
    }

    private static ListArray Lists(double[][] rows)
    {
        var builder = new ListArray.Builder(DoubleType.Default);
        foreach (var row in rows)
        {
            builder.Append();
            ((DoubleArray.Builder)builder.ValueBuilder).Append(row.AsSpan());
        }

        return builder.Build();
    }

    private static void Change(string dataset, Action<JsonNode> change)
    {
        var path = Path.Combine(dataset, "meta/info.json");
        var info = JsonNode.Parse(File.ReadAllText(path))!;
        change(info);
        File.WriteAllText(path, info.ToJsonString());
    }
}
