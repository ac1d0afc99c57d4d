using System.CommandLine;
using Robotics.Cli.Batch;
using Robotics.Cli.Configuration;
using Robotics.Cli.Progress;
using Robotics.Cli.Runs;
using Robotics.Datasets;
using Robotics.RobotBridge.Ros2.Names;
using Robotics.Simulation.Physics;
using Robotics.Simulation.Recording;
using Robotics.Simulation.Workers;

namespace Robotics.Cli.Commands;

/// <summary>Carries out one command line and turns whatever happens into a sentence and an exit code.</summary>
public static class RoboticsProgram
{
    /// <summary>Runs a command line.</summary>
    /// <returns>See <see cref="ExitCode"/>.</returns>
    public static int Run(IReadOnlyList<string> arguments, Terminal terminal, TimeProvider clock, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(terminal);
        var invocation = new Invocation(terminal, clock, CommandLine(arguments), cancellation);
        try
        {
            var tree = CommandTree.Build(invocation);
            invocation.RosArguments = ParseRosArguments(arguments);
            var (plain, settings) = SettingTokens.Split(invocation.RosArguments.Rest, tree);
            var parse = tree.Parse(plain);
            if (arguments.Contains("--ros-args") && parse.CommandResult.Command.Name != NodeCommand.Name)
                throw new SettingsException(["--ros-args is for './robotics node' only."], isUsage: true);
            var faults = UsageErrors.Of(parse, settings);
            if (faults.Count > 0) throw new SettingsException([.. faults, UsageErrors.SeeHelp(parse)], isUsage: true);
            invocation.SettingsOnCommandLine = settings;
            var result = parse.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false, Output = terminal.Output.Profile.Out.Writer });
            return parse.Errors.Count > 0 ? ExitCode.Usage : result;
        }
        catch (Exception e)
        {
            return Report(e is AggregateException several ? several.Cause() : e, invocation);
        }
        finally
        {
            invocation.Run?.Dispose();
        }
    }

    private static int Report(Exception exception, Invocation invocation)
    {
        if (exception is OperationCanceledException && invocation.Cancellation.IsCancellationRequested)
        {
            invocation.Run?.Log.Write("interrupted");
            invocation.Terminal.Warn(invocation.Continuation is { } next ? $"Interrupted. Continue with: {next}" : "Interrupted.");
            return ExitCode.Interrupted;
        }
        invocation.Run?.Log.Write(exception.ToString());
        invocation.Terminal.Fail(Sentence(exception, invocation));
        return exception is SettingsException { IsUsage: true } ? ExitCode.Usage : ExitCode.Failure;
    }

    // what a user can mend is told in its own words; the rest is a defect of ours and needs its trace
    private static string Sentence(Exception exception, Invocation invocation)
    {
        if (exception is UnauthorizedAccessException)
            return $"{exception.Message} Name a place that you may write to (--output, --cache), or ask its owner.";
        if (exception is SettingsException or RunException or DataException or MujocoException or WorkerException or RecordingException or IOException or PlatformNotSupportedException)
            return exception.Message;
        if (invocation.Run is { } run)
            return $"Unexpected failure: {exception.Message.Split('\n')[0]} (details: {run.PathOf("log.txt")}). Continue with: {run.ResumeCommand}";
        return $"Unexpected failure: {exception}";
    }

    private static RosArguments ParseRosArguments(IReadOnlyList<string> arguments)
    {
        try
        {
            return RosArguments.Parse(arguments);
        }
        catch (FormatException e)
        {
            throw new SettingsException([e.Message], isUsage: true);
        }
    }

    private static string CommandLine(IEnumerable<string> arguments) => ShellText.Join(arguments.Prepend("./robotics"));
}
