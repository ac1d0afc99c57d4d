using System.Diagnostics;
using System.Globalization;
using Robotics.Datasets;
using Robotics.Perception.Video;

namespace Robotics.Benchmarks.DatasetMemory;

/// <summary>One piece of work in a process of its own, which tells its peak memory when it is done.</summary>
internal static class DatasetWork
{
    internal const string Role = "work";

    /// <summary>Runs it; returns the largest resident memory of the process.</summary>
    internal static double PeakMebibytes(string[] work)
    {
        string[] arguments = [typeof(DatasetWork).Assembly.Location, Role, .. work];
        var start = new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true };
        // garbage is collected every 4 MiB (hexadecimal); left alone, the runtime lets tens of MiB pile up, which a small dataset never makes
        start.Environment["DOTNET_GCgen0size"] = "400000";
        using var process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? double.Parse(output, CultureInfo.InvariantCulture) / 1024 : throw new InvalidOperationException($"{string.Join(' ', work)} failed: {output}");
    }

    /// <summary>Does it and prints the peak in KiB.</summary>
    internal static int Run(string[] work)
    {
        if (work[0] == "generate")
        {
            GeneratedDataset.Write(work[1], int.Parse(work[2], CultureInfo.InvariantCulture));
        }
        else if (work[0] is "check" or "decode")
        {
            var options = new CheckOptions { DecodeTimes = work[0] == "decode" ? FrameTimes.Decode : null };
            foreach (var defect in DatasetCheck.Run(work[1], new VideoConcatenator(), options)) throw new DataException(defect);
        }
        else
        {
            DatasetConversion.Run(ConversionPlan.Of(LeRobotDataset.Open(work[1]), work[2], work[0]), new VideoConcatenator(), new VideoCutter());
        }
        // proc(5): the peak of the resident set
        Console.WriteLine(File.ReadLines("/proc/self/status").First(line => line.StartsWith("VmHWM", StringComparison.Ordinal)).Split(' ', '\t').First(word => word.All(char.IsDigit) && word.Length > 0));
        return 0;
    }
}
