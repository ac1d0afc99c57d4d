using System.Diagnostics;
using Robotics.Datasets.Tests.Fixtures;

namespace Robotics.EndToEnd;

/// <summary>Runs the built program as a shell would.</summary>
internal static class RoboticsProcess
{
    /// <summary>The repository root: the folder of the solution.</summary>
    public static string Root => RepositoryFolder.Root;

    /// <summary>The program beside this test, built in the same configuration.</summary>
    public static string Program { get; } = Path.Combine(AppContext.BaseDirectory, "robotics");

    /// <summary>Runs a command to its end.</summary>
    public static Outcome Run(params string[] arguments) => Execute(Program, Root, arguments);

    /// <summary>Starts a command, so that a test can send it signals; the caller disposes it.</summary>
    public static Process Start(params string[] arguments) => Process.Start(Info(Program, Root, arguments))!;

    /// <summary>Runs any executable to its end.</summary>
    public static Outcome Execute(string executable, string workingDirectory, params string[] arguments)
    {
        using var process = Process.Start(Info(executable, workingDirectory, arguments))!;
        return Finish(process);
    }

    // a shell's background jobs, and with them these tests and what they start, ignore SIGINT for good
    private static bool IgnoresInterrupts { get; } = (Convert.ToUInt64(
        File.ReadLines("/proc/self/status").First(line => line.StartsWith("SigIgn:", StringComparison.Ordinal)).Split(':')[1].Trim(), 16) & 2) != 0;

    /// <summary>Sends a signal: INT, TERM or KILL; TERM for an INT that would be ignored.</summary>
    public static void Signal(Process process, string signal) =>
        Process.Start("/bin/kill", ["-s", signal == "INT" && IgnoresInterrupts ? "TERM" : signal, $"{process.Id}"])!.WaitForExit();

    /// <summary>Ids of the processes that this one started and that still run.</summary>
    public static IReadOnlyList<int> Children(Process process) =>
        [.. Directory.EnumerateDirectories("/proc").Select(Path.GetFileName).Where(name => int.TryParse(name, out _)).Select(name => int.Parse(name!))
            .Where(id => ParentOf(id) == process.Id)];

    /// <summary>Whether a process runs; one that has ended and waits for its parent does not.</summary>
    public static bool Runs(int id) => ParentOf(id) is not null && Field(id, 0) != "Z";

    private static int? ParentOf(int id) => Field(id, 1) is { } parent ? int.Parse(parent) : null;

    // the fields of /proc/ID/stat behind the name in parentheses
    private static string? Field(int id, int index)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{id}/stat");
            return stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[index];
        }
        catch (IOException)
        {
            return null; // it has ended
        }
    }

    /// <summary>Waits for the end of a process and collects what it said.</summary>
    public static Outcome Finish(Process process)
    {
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        process.WaitForExit();
        return new Outcome(process.ExitCode, output.Result, error.Result);
    }

    private static ProcessStartInfo Info(string executable, string workingDirectory, string[] arguments) =>
        new(executable, arguments) { WorkingDirectory = workingDirectory, RedirectStandardOutput = true, RedirectStandardError = true };
}

/// <summary>What a process left behind.</summary>
internal sealed record Outcome(int ExitCode, string Output, string Error);
