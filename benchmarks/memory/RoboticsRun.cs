using System.Diagnostics;
using System.Globalization;

namespace Robotics.Benchmarks.Memory;

/// <summary>Runs the program as users do and watches how much memory it had at its peak.</summary>
internal static class RoboticsRun
{
    private const string PeakLine = "VmHWM:";

    // becomes the program by exec, so the number of the process stays and its peak starts anew
    private static readonly string Launcher = Path.GetFullPath("robotics");

    internal static double PeakMebibytes(params string[] arguments)
    {
        var start = new ProcessStartInfo(Launcher, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        double peak = 0;
        while (!process.WaitForExit(TimeSpan.FromMilliseconds(10))) peak = Math.Max(peak, Peak(process.Id));
        return process.ExitCode == 0 ? peak : throw new InvalidOperationException($"robotics {string.Join(' ', arguments)}: {error.Result}{output.Result}");
    }

    // the kernel keeps the peak itself, so little is lost between two looks
    private static double Peak(int process)
    {
        try
        {
            string? line = File.ReadLines($"/proc/{process}/status").FirstOrDefault(line => line.StartsWith(PeakLine, StringComparison.Ordinal));
            return line is null ? 0 : double.Parse(line[PeakLine.Length..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture) / 1024;
        }
        catch (IOException)
        {
            return 0; // it has just ended
        }
    }
}
