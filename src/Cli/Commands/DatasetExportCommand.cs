using System.CommandLine;
using System.Globalization;
using Robotics.Cli.Configuration;
using Robotics.Cli.Reports;
using Robotics.Cli.Runs;
using Robotics.Datasets;
using Robotics.Datasets.Mcap;
using Robotics.RobotBridge.Recordings;

namespace Robotics.Cli.Commands;

/// <summary>Writes episodes as MCAP recordings, with progress and reward where they were relabelled.</summary>
internal static class DatasetExportCommand
{
    public static Command Create(Invocation invocation)
    {
        var directory = new Argument<string>("dataset") { Description = "Folder of a LeRobot dataset, v3.0 or v2.1." };
        var output = new Argument<string>("output") { Description = "For one episode its MCAP file, which must not exist; for several a folder with a file for each." };
        var episode = EpisodeSelection.Option();
        var labels = new Option<string>("--labels") { Description = "Table of progress and reward; by default what 'relabel' wrote into the dataset, if it did." };
        var quality = new Option<int>("--quality") { Description = "JPEG quality of the images, 0 to 100.", DefaultValueFactory = _ => 95 };
        var compression = new Option<McapCompression>("--compression") { Description = "Of the file's chunks.", DefaultValueFactory = _ => McapCompression.Zstd };
        var start = new Option<string>("--start") { Description = "Time of the first frame, as in 2026-01-31T12:00:00Z; by default when it was recorded, or 2000-01-01." };
        var json = JsonResult.Option();
        var command = new Command("export", "Writes episodes as MCAP for Foxglove and ROS 2: images, joint states, commands, progress and reward.")
        {
            directory, output, episode, labels, quality, compression, start, json,
        };
        command.SetAction(parse =>
        {
            var (path, isFile) = (parse.GetRequiredValue(output), EpisodeSelection.Single(parse.GetValue(episode)) is not null);
            if (File.Exists(path) || isFile && Path.Exists(path)) throw new RunException($"{path} exists. Nothing was touched; name a new {(isFile ? "file" : "folder")}.");
            var dataset = LeRobotDataset.Open(parse.GetRequiredValue(directory));
            var chosen = EpisodeSelection.Of(parse.GetValue(episode), dataset, invocation.Terminal);
            var options = new EpisodeExportOptions { JpegQuality = Quality(parse.GetValue(quality)), Compression = parse.GetValue(compression) };
            if (parse.GetValue(start) is { } time) options = options with { Start = Nanoseconds(time) };
            var table = LabelsFile(dataset, parse.GetValue(labels));
            (Episode Episode, string File)[] files = [.. chosen.Select(each => (each, isFile ? path : Path.Combine(path, $"episode_{each.Index:000000}.mcap")))];
            if (!isFile) invocation.CanBeRepeated();
            Write(dataset, [.. files.Where(each => !File.Exists(each.File))], table, options, invocation);
            invocation.Terminal.WriteResult(parse.GetValue(json) ? Json(dataset, files, table) : Text(dataset, path, files, table));
            return ExitCode.Success;
        });
        return command.WithExamples(
            "./robotics dataset export datasets/pick_place episode_3.mcap --episode 3",
            "./robotics dataset export datasets/pick_place recordings",
            "./robotics dataset export datasets/pick_place recordings --episode 0:10 --quality 70 --compression lz4 --labels runs/labels/reward_labels.parquet");
    }

    // files that are there are whole: an interrupted export goes on
    private static void Write(LeRobotDataset dataset, (Episode Episode, string File)[] files, string? table, EpisodeExportOptions options, Invocation invocation)
    {
        var labels = table is null ? null : FrameTable.Read(table);
        using var progress = invocation.Terminal.Progress("Export", files.Sum(file => (long)file.Episode.Length));
        var done = 0L;
        Parallel.ForEach(files, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = invocation.Cancellation }, file =>
        {
            if (Path.GetDirectoryName(file.File) is { Length: > 0 } folder) Directory.CreateDirectory(folder);
            EpisodeExport.Run(dataset, file.Episode, labels, file.File, options, _ => progress.Report(Interlocked.Increment(ref done)), invocation.Cancellation);
        });
    }

    private static string Json(LeRobotDataset dataset, (Episode Episode, string File)[] files, string? table)
    {
        var written = files.Select(file => new { file.File, Episode = file.Episode.Index, Frames = file.Episode.Length, Bytes = new FileInfo(file.File).Length });
        return JsonResult.Write(new { Files = written, dataset.Cameras, Labels = table });
    }

    private static string Text(LeRobotDataset dataset, string path, (Episode Episode, string File)[] files, string? table) =>
        $"{path}: {Counted.Of(files.Length, "episode")}, {Counted.Of(files.Sum(file => file.Episode.Length), "frame")} of {Counted.Of(dataset.Cameras.Count, "camera")}, {(table is null ? "no progress (relabel the dataset for it)" : $"progress from {table}")}.";

    private static int Quality(int quality) => quality is >= 0 and <= 100 ? quality
        : throw new SettingsException([$"--quality {quality}: JPEG quality goes from 0 to 100."], isUsage: true);

    private static long Nanoseconds(string time) =>
        DateTimeOffset.TryParse(time, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) && moment > DateTimeOffset.UnixEpoch
            ? (moment - DateTimeOffset.UnixEpoch).Ticks * TimeSpan.NanosecondsPerTick
            : throw new SettingsException([$"--start {time}: this is no time after 1970; write it as 2026-01-31T12:00:00Z."], isUsage: true);

    private static string? LabelsFile(LeRobotDataset dataset, string? named) => named
        ?? new[] { RewardLabelsFile.FileName, SarmProgressFile.FileName }.Select(name => Path.Combine(dataset.Directory, name)).FirstOrDefault(File.Exists);
}
