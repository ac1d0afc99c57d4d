using System.CommandLine;
using Robotics.Cli.Runs;
using Robotics.Datasets;
using Robotics.Perception.Video;

namespace Robotics.Cli.Commands;

/// <summary>Turns recordings of another form into a LeRobot v3.0 dataset.</summary>
internal static class DatasetImportCommand
{
    public static Command Create(Invocation invocation)
    {
        var source = new Argument<string>("source") { Description = "Folder with one folder per recording: synchronised *.mp4 views and annotated_keyframes.json." };
        var destination = new Argument<string>("dataset") { Description = "Folder of the new dataset; it must not exist." };
        var robot = new Option<string>("--robot-type") { Description = "Name of the robot, for the dataset's metadata.", DefaultValueFactory = _ => "unknown" };
        var command = new Command("import", "Imports recordings with keyframes as a LeRobot v3.0 dataset; video is joined without re-encoding.") { source, destination, robot };
        command.SetAction(parse =>
        {
            var directory = parse.GetRequiredValue(destination);
            if (Path.Exists(directory)) throw new RunException($"{directory} exists. Nothing was touched; name a new folder for the dataset.");
            using (var progress = invocation.Terminal.Progress("Import recordings", 1))
            {
                KeyframedRecordings.Import(
                    parse.GetRequiredValue(source), directory, new VideoConcatenator(), PixelStatistics, parse.GetValue(robot)!, invocation.Cancellation);
                progress.Report(1);
            }
            invocation.Terminal.Say($"{LeRobotDataset.Open(directory).Episodes.Count} episodes are now in {directory}.");
            return ExitCode.Success;
        });
        return command.WithExamples("./robotics dataset import recordings/table datasets/table --robot-type agilex");
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
}
