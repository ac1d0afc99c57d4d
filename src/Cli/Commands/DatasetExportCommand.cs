using System.CommandLine;
using System.Globalization;
using Robotics.Cli.Configuration;
using Robotics.Cli.Runs;
using Robotics.Datasets;
using Robotics.Datasets.Mcap;
using Robotics.RobotBridge.Recordings;

namespace Robotics.Cli.Commands;

/// <summary>Writes an episode as an MCAP recording, with progress and reward where it was relabelled.</summary>
internal static class DatasetExportCommand
{
    public static Command Create(Invocation invocation)
    {
        var directory = new Argument<string>("dataset") { Description = "Folder of a LeRobot dataset, v3.0 or v2.1." };
        var output = new Argument<string>("output") { Description = "The MCAP file; it must not exist." };
        var episode = new Option<int>("--episode") { Description = "Number of the episode.", Required = true };
        var labels = new Option<string>("--labels") { Description = "Table of progress and reward; by default what 'relabel' wrote into the dataset, if it did." };
        var quality = new Option<int>("--quality") { Description = "JPEG quality of the images, 0 to 100.", DefaultValueFactory = _ => 95 };
        var compression = new Option<McapCompression>("--compression") { Description = "Of the file's chunks.", DefaultValueFactory = _ => McapCompression.Zstd };
        var start = new Option<string>("--start") { Description = "Time of the first frame, as in 2026-01-31T12:00:00Z; by default when it was recorded, or 2000-01-01." };
        var json = JsonResult.Option();
        var command = new Command("export", "Writes an episode as MCAP for Foxglove and ROS 2: images, joint states, commands, progress and reward.")
        {
            directory, output, episode, labels, quality, compression, start, json,
        };
        command.SetAction(parse =>
        {
            var (path, number) = (parse.GetRequiredValue(output), parse.GetValue(episode));
            if (Path.Exists(path)) throw new RunException($"{path} exists. Nothing was touched; name a new file.");
            var dataset = LeRobotDataset.Open(parse.GetRequiredValue(directory));
            if (number < 0 || number >= dataset.Episodes.Count)
                throw new SettingsException([$"--episode {number}: the dataset has episodes 0 to {dataset.Episodes.Count - 1}."], isUsage: true);
            var options = new EpisodeExportOptions { JpegQuality = Quality(parse.GetValue(quality)), Compression = parse.GetValue(compression) };
            if (parse.GetValue(start) is { } time) options = options with { Start = Nanoseconds(time) };
            var table = LabelsFile(dataset, parse.GetValue(labels));
            var chosen = dataset.Episodes[number];
            using (var progress = invocation.Terminal.Progress("Export episode", chosen.Length))
                EpisodeExport.Run(dataset, chosen, table is null ? null : FrameTable.Read(table), path, options, frames => progress.Report(frames), invocation.Cancellation);
            invocation.Terminal.WriteResult(parse.GetValue(json)
                ? JsonResult.Write(new { File = path, Episode = number, Frames = chosen.Length, dataset.Cameras, Labels = table, Bytes = new FileInfo(path).Length })
                : $"{path}: {chosen.Length} frames of {dataset.Cameras.Count} cameras, {(table is null ? "no progress (relabel the dataset for it)" : $"progress from {table}")}.");
            return ExitCode.Success;
        });
        return command.WithExamples(
            "./robotics dataset export datasets/pick_place --episode 3 episode_3.mcap",
            "./robotics dataset export datasets/pick_place --episode 3 small.mcap --quality 70 --compression lz4 --labels runs/labels/reward_labels.parquet");
    }

    private static int Quality(int quality) => quality is >= 0 and <= 100 ? quality
        : throw new SettingsException([$"--quality {quality}: JPEG quality goes from 0 to 100."], isUsage: true);

    private static long Nanoseconds(string time) =>
        DateTimeOffset.TryParse(time, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) && moment > DateTimeOffset.UnixEpoch
            ? (moment - DateTimeOffset.UnixEpoch).Ticks * TimeSpan.NanosecondsPerTick
            : throw new SettingsException([$"--start {time}: this is no time after 1970; write it as 2026-01-31T12:00:00Z."], isUsage: true);

    private static string? LabelsFile(LeRobotDataset dataset, string? named) => named
        ?? new[] { RewardLabelsFile.FileName, SarmProgressFile.FileName }.Select(name => Path.Combine(dataset.Directory, name)).FirstOrDefault(File.Exists);
}
