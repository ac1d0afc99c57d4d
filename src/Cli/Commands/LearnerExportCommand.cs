using System.CommandLine;
using Robotics.Cli.Reports;
using Robotics.Cli.Runs;
using Robotics.RobotBridge.Links.Learner;

namespace Robotics.Cli.Commands;

/// <summary><c>robotics learner export</c>: what robots sent, as a dataset to train on.</summary>
internal static class LearnerExportCommand
{
    /// <summary>Builds the command.</summary>
    public static Command Create(Invocation invocation)
    {
        var store = new Option<string>("--store") { Description = "Folder of a learner; it may be running.", Required = true };
        var output = new Option<string>("--output") { Description = "Folder of the new dataset.", Required = true };
        var json = JsonResult.Option();
        var command = new Command("export", "Writes the complete episodes of a learner's store as a LeRobot dataset, rewards beside it.") { store, output, json };
        command.SetAction(parse =>
        {
            var directory = parse.GetRequiredValue(output);
            if (Path.Exists(directory)) throw new RunException($"{directory} exists. Nothing was touched; name another folder with --output.");
            invocation.CanBeRepeated();
            var summary = StoreExport.Run(parse.GetRequiredValue(store), directory, invocation.Cancellation);
            if (parse.GetValue(json)) invocation.Terminal.WriteResult(JsonResult.Write(summary));
            else invocation.Terminal.WriteResult($"{Counted.Of(summary.Episodes, "episode")}, {summary.Frames:N0} frames in {directory}; without an end and left out: {summary.Incomplete}");
            return ExitCode.Success;
        });
        return command.WithExamples("./robotics learner export --store runs/learner --output datasets/from_robots");
    }
}
