using System.Diagnostics;
using Robotics.Cli.Commands;
using Robotics.Cli.Progress;

namespace Robotics.Cli.Tests.Shards;

/// <summary>The program, called within this process or started as one of its own.</summary>
internal static class RoboticsCall
{
    /// <summary>The executable beside the tests.</summary>
    public static string Program { get; } = Path.Combine(AppContext.BaseDirectory, "robotics");

    /// <summary>Runs a command line in this process.</summary>
    public static Outcome Run(params string[] arguments)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var code = RoboticsProgram.Run(arguments, Terminal.Plain(output, error, TimeProvider.System), TimeProvider.System, CancellationToken.None);
        return new Outcome(code, output.ToString(), error.ToString());
    }

    /// <summary>Runs a command line that must succeed.</summary>
    public static Outcome Succeed(params string[] arguments)
    {
        var outcome = Run(arguments);
        Assert.True(outcome.ExitCode == 0, outcome.Error);
        return outcome;
    }

    /// <summary>Starts a process; the task ends with it.</summary>
    public static Task<Outcome> StartAsync(string program, Dictionary<string, string> environment, params string[] arguments)
    {
        var info = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment) info.Environment[name] = value;
        return FinishAsync(Process.Start(info)!);
    }

    private static async Task<Outcome> FinishAsync(Process process)
    {
        using (process)
        {
            var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            await process.WaitForExitAsync();
            return new Outcome(process.ExitCode, await output, await error);
        }
    }
}

/// <summary>What a call left behind.</summary>
internal sealed record Outcome(int ExitCode, string Output, string Error);
