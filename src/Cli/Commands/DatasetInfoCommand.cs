using System.CommandLine;
using System.Globalization;
using Robotics.Cli.Progress;
using Robotics.Datasets;

namespace Robotics.Cli.Commands;

/// <summary>What is in a dataset: reads its metadata, no frame and no video.</summary>
internal static class DatasetInfoCommand
{
    public static Command Create(Invocation invocation)
    {
        var directory = new Argument<string>("dataset") { Description = "Folder of a LeRobot dataset, v3.0 or v2.1." };
        var json = JsonResult.Option();
        var command = new Command("info", "What is in a dataset: episodes, frames, cameras, stages, labels, splits, missing files.") { directory, json };
        command.SetAction(parse =>
        {
            var summary = DatasetSummary.Of(LeRobotDataset.Open(parse.GetRequiredValue(directory)));
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
        Row("format", $"LeRobot {summary.Format}, {summary.Fps} frames per second");
        Row("episodes", $"{summary.Episodes}, {summary.Frames:N0} frames, {TimeSpan.FromSeconds(summary.Seconds):h\\:mm\\:ss} in all");
        Row("length", string.Create(CultureInfo.InvariantCulture, $"{summary.ShortestEpisode} to {summary.LongestEpisode} frames"));
        Row("cameras", string.Join(", ", summary.Cameras));
        Row("tasks", string.Join("; ", summary.Tasks));
        Row("stages", summary.Stages.Count == 0 ? "none annotated" : $"{summary.AnnotatedEpisodes} of {summary.Episodes} episodes annotated: {string.Join(", ", summary.Stages)}");
        foreach (var (label, values) in summary.Labels) Row(label, string.Join(", ", values.Select(v => $"{v.Value} {v.Key}")));
        foreach (var (split, range) in summary.Splits) Row($"split {split}", range);
        Row("missing files", summary.MissingFiles.Count == 0 ? "none" : $"{summary.MissingFiles.Count}, the first is {summary.MissingFiles[0]}");

        void Row(string name, string value) => terminal.WriteResult($"{name,-16}{value}");
    }
}
