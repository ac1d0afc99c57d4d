using System.CommandLine;
using Robotics.Cli.Progress;
using Robotics.Cli.Reports;
using Robotics.Cli.Runs;
using Robotics.Datasets;
using Robotics.Perception.Video;

namespace Robotics.Cli.Commands;

/// <summary>Makes a dataset of the other format version; the source is only read.</summary>
internal static class DatasetConvertCommand
{
    public static Command Create(Invocation invocation)
    {
        var source = new Argument<string>("source") { Description = "Folder of a LeRobot dataset; it is only read." };
        var destination = new Argument<string>("destination") { Description = "Folder of the new dataset; it must not exist." };
        var version = new Option<string>("--to") { Description = "Version to make.", Required = true };
        version.AcceptOnlyFromAmong("v3.0", "v2.1");
        var dryRun = new Option<bool>("--dry-run") { Description = "Print the plan and write nothing." };
        var subset = DatasetCheckCommand.Subset();
        var json = JsonResult.Option();
        var command = new Command("convert", "Converts between v2.1 and v3.0; videos are joined and cut without re-encoding. What an interrupted run left is used again.")
        {
            source, destination, version, dryRun, subset, json,
        };
        command.SetAction(parse =>
        {
            var plan = ConversionPlan.Of(
                LeRobotDataset.Open(parse.GetRequiredValue(source)), parse.GetRequiredValue(destination), parse.GetRequiredValue(version), parse.GetValue(subset));
            var view = ConversionView.Of(plan);
            if (parse.GetValue(json)) invocation.Terminal.WriteResult(JsonResult.Write(view));
            else view.Print(invocation.Terminal);
            if (parse.GetValue(dryRun))
            {
                invocation.Terminal.Say("Nothing was written. Leave out --dry-run to convert.");
                return ExitCode.Success;
            }
            Convert(plan, view, invocation);
            invocation.Terminal.Say($"{plan.Destination} now holds {Counted.Of(plan.Episodes.Count, "episode")}.");
            return ExitCode.Success;
        });
        return command.WithExamples(
            "./robotics dataset convert datasets/table datasets/table_v21 --to v2.1 --dry-run",
            "./robotics dataset convert downloads/bottle datasets/bottle --to v3.0 --subset");
    }

    private static void Convert(ConversionPlan plan, ConversionView view, Invocation invocation)
    {
        if (view.FreeBytes < view.NeededBytes)
            throw new RunException($"{plan.Destination} needs about {ByteSize.Text(view.NeededBytes)}; {ByteSize.Text(view.FreeBytes)} are free there. Nothing was written; make room or choose another disk.");
        invocation.CanBeRepeated();
        using var progress = new FileProgress(invocation.Terminal, "Convert");
        DatasetConversion.Run(plan, new VideoConcatenator(), new VideoCutter(), progress, invocation.Cancellation);
    }
}
