using System.CommandLine;
using System.Globalization;
using Robotics.Cli.Progress;
using Robotics.Cli.Reports;
using Robotics.Datasets;
using Robotics.Perception.Video;

namespace Robotics.Cli.Commands;

/// <summary>What is in a dataset: reads its metadata and one video header a camera, no frame.</summary>
internal static class DatasetInfoCommand
{
    public static Command Create(Invocation invocation)
    {
        var directory = new Argument<string>("dataset") { Description = "Folder of a LeRobot dataset, v3.0 or v2.1." };
        var json = JsonResult.Option();
        var command = new Command("info", "What is in a dataset: episodes, cameras, features, tasks, stages, labels, splits, size, missing files.") { directory, json };
        command.SetAction(parse =>
        {
            var summary = DatasetSummary.Of(LeRobotDataset.Open(parse.GetRequiredValue(directory)), new VideoConcatenator());
            if (parse.GetValue(json)) invocation.Terminal.WriteResult(JsonResult.Write(summary));
            else Print(summary, invocation.Terminal);
            return ExitCode.Success;
        });
        return command.WithExamples(
            "./robotics dataset info runs/demo/dataset",
            "./robotics dataset info runs/demo/dataset --json");
    }

    private static void Print(DatasetSummary summary, Terminal terminal)
    {
        Row("dataset", summary.Directory);
        Row("format", $"LeRobot {summary.Version}, {summary.Fps} frames per second");
        Row("robot", summary.Robot ?? "unknown");
        Row("episodes", $"{summary.Episodes}{(summary.EpisodesOnDisk < summary.Episodes ? $", {summary.EpisodesOnDisk} of them with all their files here" : "")}");
        Row("frames", $"{summary.Frames:N0}, {Duration(TimeSpan.FromSeconds(summary.Seconds))} in all");
        Row("lengths", $"{summary.Lengths.Shortest} to {summary.Lengths.Longest} frames, median {summary.Lengths.Median}");
        Rows("cameras", summary.Cameras.Select(camera => $"{camera.Name}: {camera.Width}x{camera.Height} {camera.Codec ?? "unknown codec"} {camera.PixelFormat}"));
        Rows("features", summary.Features.Where(feature => !feature.Value.IsVideo).Select(feature => $"{feature.Key}: {feature.Value.DataType} [{string.Join(", ", feature.Value.Shape)}]"));
        Rows("tasks", summary.Tasks.Select(task => $"{task.Key}: {Counted.Of(task.Value, "episode")}"));
        Rows("stages", Stages(summary));
        foreach (var (label, values) in Groups(summary.Labels)) Row(label, string.Join(", ", values.Select(v => $"{v.Value} {v.Key}")));
        Rows("splits", summary.Splits.Select(split => $"{split.Key}: episodes {split.Value}"));
        Row("size", $"{ByteSize.Text(summary.Size.Total)}: data {ByteSize.Text(summary.Size.Data)}, videos {ByteSize.Text(summary.Size.Videos)}, "
            + $"metadata {ByteSize.Text(summary.Size.Metadata)}, other {ByteSize.Text(summary.Size.Other)}");
        Row("missing files", summary.MissingFiles.Count == 0 ? "none" : $"{summary.MissingFiles.Count}, the first is {summary.MissingFiles[0]}");

        void Row(string name, string value) => terminal.WriteResult($"{name,-15} {value}");

        void Rows(string name, IEnumerable<string> values)
        {
            foreach (var value in values.DefaultIfEmpty("none"))
            {
                Row(name, value);
                name = "";
            }
        }
    }

    private static IEnumerable<string> Stages(DatasetSummary summary) => summary.Stages.Count == 0 ? [] :
    [
        string.Create(CultureInfo.InvariantCulture, $"{summary.AnnotatedEpisodes} of {summary.Episodes} episodes annotated, {summary.AnnotatedFrames:P0} of all frames"),
        .. summary.Stages.Select(stage => string.Create(CultureInfo.InvariantCulture, $"{stage.Name}: {Counted.Of(stage.Episodes, "episode")}, {stage.MeanShare:P0} of their frames")),
    ];

    // a label like a seed tells episodes apart; it groups none
    private static IEnumerable<KeyValuePair<string, IReadOnlyDictionary<string, int>>> Groups(IReadOnlyDictionary<string, IReadOnlyDictionary<string, int>> labels) =>
        labels.Where(label => label.Value.Values.Any(count => count > 1));

    private static string Duration(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{(long)time.TotalHours}:{time:mm\\:ss}");
}
