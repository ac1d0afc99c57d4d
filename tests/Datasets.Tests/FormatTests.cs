using System.Text.Json.Nodes;
using Parquet.Meta;
using Robotics.Datasets.Tests.Fixtures;

namespace Robotics.Datasets.Tests;

/// <summary>What our writer lays down, seen by an independent parquet reader and by ffprobe, against LeRobot v3.0's own layout.</summary>
public class FormatTests
{
    private static readonly string[] Statistics = ["min", "max", "mean", "std", "count", "q01", "q10", "q50", "q90", "q99"];

    private static string In(string file) => Path.Combine(Sample.Directory, file);

    [Fact]
    public void The_folder_holds_the_files_of_the_format_and_no_others() =>
        Assert.Equal(
            [
                "data/chunk-000/file-000.parquet", "meta/episodes/chunk-000/file-000.parquet", "meta/info.json", "meta/stats.json",
                "meta/tasks.parquet", "meta/temporal_proportions_sparse.json",
                "videos/observation.images.front/chunk-000/file-000.mp4", "videos/observation.images.wrist/chunk-000/file-000.mp4",
            ],
            Directory.GetFiles(Sample.Directory, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(Sample.Directory, file)).Order(StringComparer.Ordinal));

    [Fact]
    public void Info_has_the_keys_in_order_and_four_spaces()
    {
        var text = File.ReadAllText(In("meta/info.json"));
        Assert.StartsWith("{\n    \"codebase_version\": \"v3.0\",\n    \"fps\": 10,\n    \"features\": {\n        \"action\": {\n            \"dtype\": \"float32\",\n            \"shape\": [\n                2\n            ],", text);
        Assert.EndsWith("}", text);
        var info = JsonNode.Parse(text)!.AsObject();
        Assert.Equal(
            ["codebase_version", "fps", "features", "total_episodes", "total_frames", "total_tasks", "chunks_size", "data_files_size_in_mb",
                "video_files_size_in_mb", "data_path", "video_path", "robot_type", "splits"], info.Select(pair => pair.Key));
        Assert.Equal(
            ["action", "observation.state", "observation.images.front", "observation.images.wrist", "timestamp", "frame_index", "episode_index", "index", "task_index"],
            info["features"]!.AsObject().Select(pair => pair.Key));
        Assert.Equal("""{"dtype":"int64","shape":[1],"names":null}""", info["features"]!["task_index"]!.ToJsonString());
        Assert.Equal(
            """{"dtype":"video","shape":[48,64,3],"names":["height","width","channels"],"info":{"video.height":48,"video.width":64,"video.codec":"h264","video.pix_fmt":"yuv420p","video.fps":10,"video.channels":3,"has_audio":false,"is_depth_map":false}}""",
            info["features"]!["observation.images.front"]!.ToJsonString());
        Assert.Equal("""{"train":"0:3","holdout":"3:5"}""", info["splits"]!.ToJsonString());
    }

    [Fact]
    public async Task Data_has_a_row_group_an_episode_and_fixed_size_vectors()
    {
        using var file = await IndependentParquet.Open(In("data/chunk-000/file-000.parquet"));
        Assert.Equal(["action", "observation.state", "timestamp", "frame_index", "episode_index", "index", "task_index"], file.Columns);
        Assert.Equal(["action|list|element", "observation.state|list|element", "timestamp", "frame_index", "episode_index", "index", "task_index"], file.Paths);
        Assert.Equal(Sample.Lengths.Select(length => (long)length), file.Footer.RowGroups.Select(group => group.NumRows));
        Assert.All(file.Footer.RowGroups[0].Columns, column => Assert.Equal(CompressionCodec.SNAPPY, column.MetaData!.Codec));
        Assert.Contains("ARROW:schema", file.Metadata.Keys);
        Assert.Equal(
            """{"info":{"features":{"action":{"feature":{"dtype":"float32","_type":"Value"},"length":2,"_type":"List"},"observation.state":{"feature":{"dtype":"float32","_type":"Value"},"length":3,"_type":"List"},"timestamp":{"dtype":"float32","_type":"Value"},"frame_index":{"dtype":"int64","_type":"Value"},"episode_index":{"dtype":"int64","_type":"Value"},"index":{"dtype":"int64","_type":"Value"},"task_index":{"dtype":"int64","_type":"Value"}}}}""",
            file.Metadata["huggingface"]);
        for (var e = 0; e < Sample.Lengths.Length; e++)
        {
            var states = await file.Values<float>("observation.state", e);
            Assert.Equal(Enumerable.Range(0, Sample.Lengths[e]).SelectMany(t => Enumerable.Range(0, 3).Select(d => Sample.State(e, t, d))), states);
            Assert.Equal(Enumerable.Range(Sample.Lengths.Take(e).Sum(), Sample.Lengths[e]).Select(i => (long)i), await file.Values<long>("index", e));
            Assert.All(await file.Values<long>("task_index", e), task => Assert.Equal(e % 2, task));
        }
    }

    [Fact]
    public async Task Episodes_have_the_columns_in_order()
    {
        using var file = await IndependentParquet.Open(In("meta/episodes/chunk-000/file-000.parquet"));
        string[] features = ["action", "observation.state", "observation.images.front", "observation.images.wrist", "timestamp", "frame_index", "episode_index", "index", "task_index"];
        Assert.Equal(
            [
                "episode_index", "tasks", "length", "data/chunk_index", "data/file_index", "dataset_from_index", "dataset_to_index",
                .. Sample.Cameras.SelectMany(camera => new[] { "chunk_index", "file_index", "from_timestamp", "to_timestamp" }.Select(column => $"videos/observation.images.{camera}/{column}")),
                "sparse_subtask_names", "sparse_subtask_start_times", "sparse_subtask_end_times", "sparse_subtask_start_frames", "sparse_subtask_end_frames",
                "quality", "success",
                .. features.SelectMany(feature => Statistics.Select(statistic => $"stats/{feature}/{statistic}")),
                "meta/episodes/chunk_index", "meta/episodes/file_index",
            ], file.Columns);
        Assert.Contains("stats/observation.images.front/mean|list|element|list|element|list|element", file.Paths);
        Assert.DoesNotContain("pandas", file.Metadata.Keys);
        Assert.Equal<long[]>([0, 12, 19, 39, 48], await file.Values<long>("dataset_from_index", 0));
        Assert.Equal<double[]>([1.2, 1.9, 3.9, 4.8, 6.3], await file.Values<double>("videos/observation.images.wrist/to_timestamp", 0));
        Assert.Equal<long[]>([0, 6, 0, 3, 0, 10, 0, 4, 0, 7], await file.Values<long>("sparse_subtask_start_frames", 0));
        Assert.Equal(["fluent", "hesitant", "fluent", "hesitant", "fluent"], await file.Texts("quality", 0));
        Assert.Equal<long[]>([11, 6, 19, 8, 14], await file.Values<long>("stats/frame_index/max", 0));
        Assert.Equal<long[]>([12, 7, 20, 9, 15], await file.Values<long>("stats/action/count", 0));
        Assert.Equal(0.55 + 10 * 2, (await file.Values<double>("stats/observation.state/mean", 0))[2], 1e-6);
    }

    [Fact]
    public async Task Tasks_have_the_pandas_index_that_readers_take_the_text_from()
    {
        using var file = await IndependentParquet.Open(In("meta/tasks.parquet"));
        Assert.Equal(["task_index", "task"], file.Columns);
        Assert.Equal(["pick the cube", "wipe the table"], await file.Texts("task", 0));
        Assert.Equal("""["task"]""", JsonNode.Parse(file.Metadata["pandas"])!["index_columns"]!.ToJsonString());
    }

    [Fact]
    public void Statistics_of_the_whole_dataset_are_those_of_all_frames()
    {
        var stats = JsonNode.Parse(File.ReadAllText(In("meta/stats.json")))!;
        double[] values = [.. Sample.Lengths.SelectMany((length, e) => Enumerable.Range(0, length).Select(t => (double)Sample.State(e, t, 1)))];
        var state = stats["observation.state"]!;
        Assert.Equal(values.Min(), state["min"]![1]!.GetValue<double>(), 1e-6);
        Assert.Equal(values.Max(), state["max"]![1]!.GetValue<double>(), 1e-6);
        Assert.Equal(values.Average(), state["mean"]![1]!.GetValue<double>(), 1e-6);
        Assert.Equal(Math.Sqrt(values.Average(x => Math.Pow(x - values.Average(), 2))), state["std"]![1]!.GetValue<double>(), 1e-6);
        Assert.Equal("[63]", state["count"]!.ToJsonString());
        Assert.Equal("[62]", stats["index"]!["max"]!.ToJsonString());
        Assert.Matches(@"""min"": \[\n +0\.0\n", File.ReadAllText(In("meta/stats.json")));
        var pixels = stats["observation.images.front"]!;
        Assert.Equal(1.0, pixels["max"]![0]![0]![0]!.GetValue<double>());
        Assert.Equal(3, pixels["mean"]!.AsArray().Count);
        Assert.Equal("[5]", pixels["count"]!.ToJsonString());
    }

    [Fact]
    public void Video_holds_every_frame_with_a_key_frame_at_each_episode_start()
    {
        foreach (var camera in Sample.Cameras)
        {
            var path = In($"videos/observation.images.{camera}/chunk-000/file-000.mp4");
            var frames = FfmpegConcatenator.Run("ffprobe", $"-v error -select_streams v:0 -show_entries packet=pts_time,flags -of csv=p=0 \"{path}\"")
                .Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(',')).ToArray();
            Assert.Equal(Sample.Lengths.Sum(), frames.Length);
            var dataset = LeRobotDataset.Open(Sample.Directory);
            foreach (var episode in dataset.Episodes)
            {
                var first = frames[(int)episode.FromIndex];
                Assert.Equal(episode.Videos[camera].From, double.Parse(first[0]), 1e-6);
                Assert.StartsWith("K", first[1]);
            }
        }
    }
}
