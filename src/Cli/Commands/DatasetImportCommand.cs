using System.CommandLine;
using Robotics.Cli.Configuration;
using Robotics.Cli.Progress;
using Robotics.Cli.Reports;
using Robotics.Cli.Runs;
using Robotics.Datasets;
using Robotics.Perception.Video;
using Robotics.RobotBridge.Recordings;

namespace Robotics.Cli.Commands;

/// <summary>Turns recordings of another form into a LeRobot v3.0 dataset.</summary>
internal static class DatasetImportCommand
{
    public static Command Create(Invocation invocation)
    {
        var source = new Argument<string>("source")
        {
            Description = "An MCAP recording, a folder of them, or a folder that rosbag2 wrote. Or: a folder with one folder per keyframed recording, synchronised *.mp4 views and annotated_keyframes.json.",
        };
        var destination = new Argument<string>("dataset") { Description = "Folder of the new dataset; it must not exist." };
        var config = new Option<string>("--config")
        {
            Description = "For MCAP: YAML file that says which topic is what: images or video streams for cameras; joints, poses, transforms, twists, wrenches and grippers for state and action. configs/bridge/import.yaml has every setting, import_end_effector.yaml shows tools and grippers. Any can be given as --key=value.",
        };
        var robot = new Option<string>("--robot-type") { Description = "Name of the robot, for the dataset's metadata; for MCAP, robot_type of the configuration by default." };
        var json = JsonResult.Option();
        var command = new CommandWithSettings("import", "Imports MCAP recordings of a robot, or videos with keyframes, as a LeRobot v3.0 dataset.", ("", typeof(BagImportSettings)))
        {
            source, destination, config, robot, json,
        };
        command.SetAction(parse =>
        {
            var (path, directory) = (parse.GetRequiredValue(source), parse.GetRequiredValue(destination));
            var overrides = invocation.SettingsOnCommandLine;
            if (Path.Exists(directory)) throw new RunException($"{directory} exists. Nothing was touched; name a new folder for the dataset.");
            if (!Path.Exists(path)) throw new RunException($"{path}: there is no such file or folder to import.");
            if (RecordedBag.IsSource(path))
            {
                if (parse.GetValue(config) is not { } file)
                    throw new SettingsException([$"--config is missing: name a YAML file that says which topic of {path} is what; configs/bridge/import.yaml is one."], isUsage: true);
                var settings = SettingsFile.Load<BagImportSettings>(file, overrides);
                ImportBags(path, directory, settings with { RobotType = parse.GetValue(robot) ?? settings.RobotType }, parse.GetValue(json), invocation);
                return ExitCode.Success;
            }
            if (!KeyframedRecordings.IsSource(path))
                throw new RunException($"{path}: there is nothing to import, neither MCAP recordings (*.mcap) nor folders of *.mp4 views with annotated_keyframes.json. ROS 1 bags and sqlite3 bags are converted with 'mcap convert' or 'ros2 bag convert' first.");
            if (parse.GetValue(config) is not null || overrides.Count > 0)
                throw new SettingsException([$"{(overrides.Count > 0 ? overrides[0] : "--config")} is for MCAP recordings; {path} holds keyframed ones."], isUsage: true);
            ImportKeyframed(path, directory, parse.GetValue(robot) ?? "unknown", invocation);
            var episodes = LeRobotDataset.Open(directory).Episodes.Count;
            invocation.Terminal.WriteResult(parse.GetValue(json) ? JsonResult.Write(new { Dataset = directory, Episodes = episodes }) : $"{directory} holds {Counted.Of(episodes, "episode")} now.");
            return ExitCode.Success;
        });
        return command.WithExamples(
            "./robotics dataset import recordings/pick.mcap datasets/pick --config configs/bridge/import.yaml",
            "./robotics dataset import recordings datasets/all --config configs/bridge/import.yaml --fps=15 --task=\"pick the cube\"",
            "./robotics dataset import recordings/teleop datasets/teleop --config configs/bridge/import_end_effector.yaml",
            "./robotics dataset import recordings/table datasets/table --robot-type agilex");
    }

    private static void ImportBags(string path, string directory, BagImportSettings settings, bool json, Invocation invocation)
    {
        invocation.CanBeRepeated();
        IReadOnlyList<BagReport> reports;
        using (var progress = invocation.Terminal.Progress("Import recordings", RecordedBag.Find(path).Count))
            reports = BagImport.Run(path, settings, directory, new Display(progress), invocation.Cancellation);
        foreach (var report in reports)
            foreach (var warning in report.Warnings) invocation.Terminal.Warn(warning);
        invocation.Terminal.WriteResult(json
            ? JsonResult.Write(new { Dataset = directory, Episodes = reports.Sum(report => report.EpisodeFrames.Count), Recordings = reports })
            : string.Join('\n', [.. reports.Select(BagReportText.Write), $"{directory} holds {Counted.Of(reports.Sum(report => report.EpisodeFrames.Count), "episode")} now."]));
    }

    private static void ImportKeyframed(string path, string directory, string robot, Invocation invocation)
    {
        using var progress = new FileProgress(invocation.Terminal, "Import recordings");
        var (done, videos) = (0, KeyframedRecordings.Videos(path).Count);
        progress.Report((done, videos));
        KeyframedRecordings.Import(path, directory, new VideoConcatenator(), Counted, robot, invocation.Cancellation);

        ImageStatistics Counted(string video, CancellationToken cancellation)
        {
            var statistics = PixelStatistics(video, cancellation);
            progress.Report((++done, videos));
            return statistics;
        }
    }

    private static ImageStatistics PixelStatistics(string video, CancellationToken cancellation)
    {
        var statistics = new ImageStatistics();
        using var reader = new VideoReader(video);
        var pixels = new byte[reader.Width * reader.Height * 3];
        while (reader.TryRead(pixels, out _))
        {
            cancellation.ThrowIfCancellationRequested();
            statistics.Add(new RgbImage(reader.Width, reader.Height, pixels));
        }
        return statistics;
    }

    private sealed class Display(ProgressBar bar) : IProgress<BagImportProgress>
    {
        public void Report(BagImportProgress value) =>
            bar.Report(value.Recordings + (double)value.Frame / value.Frames, $"{value.Frame} of {value.Frames} frames");
    }
}
