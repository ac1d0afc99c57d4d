using System.CommandLine;
using Robotics.Cli.Batch;
using Robotics.Cli.Configuration;
using Robotics.Cli.Pipeline;
using Robotics.Cli.Runs;
using Robotics.Simulation.Recording;

namespace Robotics.Cli.Commands;

/// <summary><c>robotics record</c>: demonstrations of scripted experts into a LeRobot dataset.</summary>
internal static class RecordCommand
{
    /// <summary>Builds the command.</summary>
    public static Command Create(Invocation invocation)
    {
        var output = new Option<string>("--output") { Description = "Folder of the new dataset.", HelpName = "folder", DefaultValueFactory = _ => Path.Combine("datasets", "pick_place") };
        var config = CommonOptions.Config("configs/tasks/pick_place.yaml");
        var command = new CommandWithSettings(
            "record", "Records demonstrations of scripted experts in simulation; an interrupted recording goes on where it stopped.", ("", typeof(RecordingSettings))) { output, config };
        command.SetAction(parse =>
        {
            var directory = parse.GetRequiredValue(output);
            if (Path.Exists(directory)) throw new RunException($"{directory} exists. Nothing was touched; name another folder with --output.");
            var settings = SettingsFile.Load<RecordingSettings>(
                parse.GetValue(config) ?? Installation.Config("tasks/pick_place.yaml"), invocation.SettingsOnCommandLine);
            invocation.CanBeRepeated();
            RecordStep.Run(settings, directory, invocation.StepContext);
            invocation.Terminal.Say($"The demonstrations are in {directory}. Look at them: {ShellText.Join(["./robotics", "dataset", "info", directory])}");
            return ExitCode.Success;
        });
        return command.WithExamples(
            "./robotics record",
            "./robotics record --output datasets/small --train_fluent=20 --train_hesitant=20 --train_failing=10 --seed=7");
    }
}
