using Robotics.Cli.Configuration;
using Robotics.Cli.Progress;
using Robotics.Cli.Runs;
using Robotics.Datasets.Configuration;
using Robotics.RobotBridge.Ros2.Names;

namespace Robotics.Cli.Commands;

/// <summary>What one call of the program shares with the command that it carries out.</summary>
/// <param name="Terminal">Where to speak.</param>
/// <param name="Clock">Times of logs and progress; no algorithm sees it.</param>
/// <param name="CommandLine">As typed.</param>
/// <param name="Cancellation">Ctrl-C.</param>
public sealed record Invocation(Terminal Terminal, TimeProvider Clock, string CommandLine, CancellationToken Cancellation)
{
    /// <summary>The run folder once one is open: failures go to its log, and an interrupt names how to continue.</summary>
    public RunFolder? Run { get; private set; }

    /// <summary>What to type to go on after an interrupt; null before there is anything to go on with.</summary>
    public string? Continuation { get; private set; }

    /// <summary>Settings on the command line, such as <c>--policy.chunk_size=16</c>.</summary>
    internal IReadOnlyList<string> SettingsOnCommandLine { get; set; } = [];

    /// <summary>What stood between <c>--ros-args</c> and <c>--</c>; only nodes take it.</summary>
    internal RosArguments RosArguments { get; set; } = RosArguments.None;

    /// <summary>What the steps of the pipeline need.</summary>
    internal Pipeline.StepContext StepContext => new(Terminal, Installation.Worker, Installation.Backbones, Cancellation);

    /// <summary>Opens the run of this command: one to go on with, and its own settings, or a new one.</summary>
    /// <param name="verb">The command.</param>
    /// <param name="resume">The run to go on with; null for a new one.</param>
    /// <param name="output">Folder of a new run.</param>
    /// <param name="settings">Reads the settings of a new run; faults in them leave no folder behind.</param>
    /// <exception cref="RunException">There is no such run, or the folder of the new one is taken.</exception>
    internal (RunFolder Run, T Settings) OpenRun<T>(string verb, string? resume, string output, Func<T> settings)
        where T : class, ISettings, new()
    {
        if (resume is not null)
        {
            var continued = Open(RunFolder.Resume(resume, verb, CommandLine, Clock));
            return (continued, SettingsFile.Load<T>(continued.ConfigPath));
        }

        var chosen = settings();
        return (Open(RunFolder.Create(output, verb, CommandLine, SettingsFile.ToYaml(chosen), Clock)), chosen);
    }

    /// <summary>This command has no run folder: typed again, it goes on where it was interrupted.</summary>
    public void CanBeRepeated() => Continuation = CommandLine;

    private RunFolder Open(RunFolder run)
    {
        (Run, Continuation) = (run, run.ResumeCommand);
        return run;
    }
}
