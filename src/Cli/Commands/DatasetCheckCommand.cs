using System.CommandLine;
using Robotics.Cli.Progress;
using Robotics.Cli.Reports;
using Robotics.Datasets;
using Robotics.Perception.Video;

namespace Robotics.Cli.Commands;

/// <summary>Every defect of a dataset with its place and a remedy, found in one pass.</summary>
internal static class DatasetCheckCommand
{
    public static Command Create(Invocation invocation)
    {
        var directory = new Argument<string>("dataset") { Description = "Folder of a LeRobot dataset, v3.0 or v2.1." };
        var frames = new Option<bool>("--frames") { Description = "Decode every frame of every video and check its time stamp." };
        var subset = Subset();
        var json = JsonResult.Option();
        var command = new Command("check", "Finds every defect in one pass: file, episode, frame and remedy. Exit code 1 if there is any.") { directory, frames, subset, json };
        command.SetAction(parse =>
        {
            var path = parse.GetRequiredValue(directory);
            var options = new CheckOptions { AllowSubset = parse.GetValue(subset), DecodeTimes = parse.GetValue(frames) ? FrameTimes.Decode : null };
            var defects = Check(path, options, invocation);
            if (parse.GetValue(json)) invocation.Terminal.WriteResult(JsonResult.Write(new CheckResult(Path.GetFullPath(path), defects.Count, defects)));
            else if (defects.Count > 0) DefectList.Print(path, defects, invocation.Terminal);
            else PrintSound(LeRobotDataset.Open(path), parse.GetValue(frames), invocation.Terminal);
            return defects.Count == 0 ? ExitCode.Success : ExitCode.Failure;
        });
        return command.WithExamples(
            "./robotics dataset check datasets/pick_place",
            "./robotics dataset check datasets/table --frames --json");
    }

    /// <summary>The option that takes a partial download for what it is.</summary>
    public static Option<bool> Subset() => new("--subset") { Description = "Leave out episodes of which no file is here, as after a partial download." };

    private static IReadOnlyList<Defect> Check(string directory, CheckOptions options, Invocation invocation)
    {
        using var progress = new FileProgress(invocation.Terminal, "Check");
        return DatasetCheck.Run(directory, new VideoConcatenator(), options with { Progress = progress }, invocation.Cancellation);
    }

    private static void PrintSound(LeRobotDataset dataset, bool decoded, Terminal terminal)
    {
        var here = dataset.EpisodesOnDisk;
        terminal.WriteResult($"No defects: {Counted.Of(here.Count, "episode")}, {here.Sum(episode => (long)episode.Length):N0} frames{(decoded ? ", all decoded" : "")}"
            + $"{(here.Count < dataset.Episodes.Count ? $"; {Counted.Of(dataset.Episodes.Count - here.Count, "episode")} not here" : "")}.");
    }

    private sealed record CheckResult(string Dataset, int Count, IReadOnlyList<Defect> Defects);
}
