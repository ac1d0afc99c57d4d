using System.Globalization;
using System.Text.Json.Nodes;
using Robotics.Cli.Commands;
using Robotics.Cli.Progress;
using Robotics.Datasets;
using Robotics.Datasets.Tests.Fixtures;

namespace Robotics.Cli.Tests.Commands;

public sealed class DatasetCommandsTests : IDisposable
{
    private readonly Folder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Info_tells_what_is_there()
    {
        var (code, output, _) = Run("dataset", "info", Sample.Directory);
        Assert.Equal(0, code);
        foreach (var part in new[] { "LeRobot v3.0, 10 frames", "test_arm", "7 to 20 frames, median 12", "front: 64x48 h264 yuv420p", "observation.state: float32 [3]",
            "pick the cube: 3 episodes", "5 of 5 episodes annotated, 100 % of all frames", "reach: 5 episodes, 47 % of their frames", "holdout: episodes 3:5", "videos", "missing files   none" })
            Assert.Contains(part, output);
        var json = JsonNode.Parse(Run("dataset", "info", Sample.Directory, "--json").Output)!;
        Assert.Equal("h264", (string?)json["cameras"]![0]!["codec"]);
        Assert.Equal(63, (int)json["frames"]!);
        Assert.Equal(DirectoryBytes(Sample.Directory), (long)json["size"]!["total"]!);
    }

    [Fact]
    public void Days_of_recording_are_told_in_hours()
    {
        Directory.CreateDirectory(_folder["long/meta"]);
        File.WriteAllText(_folder["long/meta/info.json"], """
            {"codebase_version": "v2.1", "fps": 10, "total_episodes": 1, "total_frames": 3000000, "features": {}, "data_path": "{episode_index}.parquet"}
            """);
        File.WriteAllText(_folder["long/meta/episodes.jsonl"], """{"episode_index": 0, "tasks": ["drive"], "length": 3000000}""");
        File.WriteAllText(_folder["long/meta/tasks.jsonl"], """{"task_index": 0, "task": "drive"}""");
        Assert.Contains("3,000,000, 83:20:00 in all", Run("dataset", "info", _folder["long"]).Output);
    }

    [Fact]
    public void A_sound_dataset_passes_with_every_frame_decoded()
    {
        var (code, output, _) = Run("dataset", "check", Sample.Directory, "--frames");
        Assert.Equal((0, "No defects: 5 episodes, 63 frames, all decoded.\n"), (code, output));
    }

    [Fact]
    public void Defects_are_listed_with_place_and_remedy_and_fail_the_command()
    {
        var dataset = Sample.CopyTo(_folder);
        ParquetEdit.Vectors(Path.Combine(dataset, "data/chunk-000/file-000.parquet"), "observation.state", 3, rows => rows[21][1] = float.NaN);
        Damage(Path.Combine(dataset, "videos/observation.images.wrist/chunk-000/file-000.mp4"));
        var (code, output, _) = Run("dataset", "check", dataset, "--frames");
        Assert.Equal(1, code);
        Assert.Contains("2 defects", output);
        Assert.Contains("data/chunk-000/file-000.parquet, episode 2, frame 2\n    'observation.state' is NaN in dimension 1 (joint2).\n    Remove the episode", output);
        Assert.Matches("videos/observation.images.wrist/chunk-000/file-000.mp4, episode \\d, frame \\d+\n    the frame cannot be decoded", output);

        var json = JsonNode.Parse(Run("dataset", "check", dataset, "--json").Output)!;
        Assert.Equal(1, (int)json["count"]!);
        Assert.Equal((2, 2), ((int)json["defects"]![0]!["episode"]!, (int)json["defects"]![0]!["frame"]!));
    }

    [Fact]
    public void A_partial_download_is_a_defect_or_a_subset_as_the_user_says()
    {
        Run("dataset", "convert", Sample.Directory, _folder["old"], "--to", "v2.1");
        foreach (var file in Directory.GetFiles(_folder["old"], "episode_000003.*", SearchOption.AllDirectories)) File.Delete(file);
        var (code, output, _) = Run("dataset", "check", _folder["old"]);
        Assert.Equal(1, code);
        Assert.Contains("3 defects", output);
        (code, output, _) = Run("dataset", "check", _folder["old"], "--subset");
        Assert.Equal((0, "No defects: 4 episodes, 54 frames; 1 episode not here.\n"), (code, output));
        var (refused, _, why) = Run("dataset", "convert", _folder["old"], _folder["new"], "--to", "v3.0");
        Assert.Equal(1, refused);
        Assert.Contains("(--subset)", why);
        Assert.Equal(0, Run("dataset", "convert", _folder["old"], _folder["new"], "--to", "v3.0", "--subset").Code);
        Assert.Equal(0, Run("dataset", "check", _folder["new"], "--frames").Code);
        Assert.Equal([12, 7, 20, 15], LeRobotDataset.Open(_folder["new"]).Episodes.Select(episode => episode.Length));
    }

    [Fact]
    public void Of_a_partial_download_what_is_here_is_exported()
    {
        Run("dataset", "convert", Sample.Directory, _folder["old"], "--to", "v2.1");
        foreach (var file in Directory.GetFiles(_folder["old"], "episode_000003.*", SearchOption.AllDirectories)) File.Delete(file);
        var (code, _, error) = Run("dataset", "export", _folder["old"], _folder["bags"]);
        Assert.Equal((0, "Left out, as not downloaded: 1 of 5 episodes."), (code, error.Split('\n').First(line => line.StartsWith("Left out", StringComparison.Ordinal))));
        Assert.Equal([0, 1, 2, 4], Directory.GetFiles(_folder["bags"]).Order().Select(file => int.Parse(Path.GetFileNameWithoutExtension(file)[^6..], CultureInfo.InvariantCulture)));
        (code, _, error) = Run("dataset", "export", _folder["old"], _folder["three.mcap"], "--episode", "3");
        Assert.Equal(1, code);
        Assert.Contains("episode_000003", error);
        Assert.DoesNotContain("subset", error);
    }

    [Fact]
    public void A_dry_run_prints_the_plan_and_writes_nothing()
    {
        var (code, output, error) = Run("dataset", "convert", Sample.Directory, _folder["old"], "--to", "v2.1", "--dry-run");
        Assert.Equal(0, code);
        Assert.Contains("files           5 data, 10 video", output);
        Assert.Contains("Nothing was written", error);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Root));
        var json = JsonNode.Parse(Run("dataset", "convert", Sample.Directory, _folder["old"], "--to", "v2.1", "--dry-run", "--json").Output)!;
        Assert.Equal(("v3.0", "v2.1", 10), ((string)json["source_version"]!, (string)json["version"]!, (int)json["video_files"]!));
    }

    [Fact]
    public void An_interrupted_conversion_names_how_to_continue_and_does()
    {
        using var interrupt = new CancellationTokenSource();
        interrupt.Cancel();
        var (code, _, error) = Run(interrupt.Token, "dataset", "convert", Sample.Directory, _folder["old"], "--to", "v2.1");
        Assert.Equal(130, code);
        Assert.Contains($"Continue with: ./robotics dataset convert {Sample.Directory} {_folder["old"]} --to v2.1", error);
        Assert.False(Directory.Exists(_folder["old"]));
        Assert.Equal(0, Run("dataset", "convert", Sample.Directory, _folder["old"], "--to", "v2.1").Code);
        Assert.False(Directory.Exists(_folder["old.partial"]));
        Assert.Equal(0, Run("dataset", "check", _folder["old"]).Code);
    }

    [Fact]
    public void Bad_usage_is_told_apart_from_failure()
    {
        Assert.Equal(2, Run("dataset", "convert", Sample.Directory, _folder["new"], "--to", "v4").Code);
        Assert.Equal(2, Run("dataset", "convert", Sample.Directory, _folder["new"]).Code);
        Assert.Equal(1, Run("dataset", "convert", Sample.Directory, _folder["new"], "--to", "v3.0").Code);
        Assert.Equal(1, Run("dataset", "check", _folder["nowhere"]).Code);
    }

    private static void Damage(string video)
    {
        var bytes = File.ReadAllBytes(video);
        new Random(3).NextBytes(bytes.AsSpan(bytes.Length / 2, 400));
        File.WriteAllBytes(video, bytes);
    }

    private static long DirectoryBytes(string directory) =>
        new DirectoryInfo(directory).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length);

    private static (int Code, string Output, string Error) Run(params string[] arguments) => Run(CancellationToken.None, arguments);

    private static (int Code, string Output, string Error) Run(CancellationToken cancellation, params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = RoboticsProgram.Run(arguments, Terminal.Plain(output, error, TimeProvider.System), TimeProvider.System, cancellation);
        return (code, output.ToString(), error.ToString());
    }
}
