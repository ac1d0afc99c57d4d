using System.Globalization;
using Robotics.Cli.Reports.Content;
using Robotics.Cli.Runs;

namespace Robotics.Cli.Pipeline;

/// <summary>What a report says of the run that made it.</summary>
internal static class ReportFacts
{
    /// <summary>Command, seed, machine and versions.</summary>
    public static RunFacts Of(RunFolder run, ulong? seed) => new(
        File.ReadLines(run.PathOf("command.txt")).ElementAtOrDefault(1) ?? "",
        seed,
        DateTimeOffset.UtcNow.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture),
        $"{Environment.ProcessorCount} cores, {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (1024 * 1024 * 1024.0):0} GiB",
        [
            new NamedVersion("robotics", typeof(ReportFacts).Assembly.GetName().Version?.ToString(3) ?? ""),
            new NamedVersion(".NET", Environment.Version.ToString()),
        ]);

    /// <summary>What the steps cost.</summary>
    public static IReadOnlyList<StepCost> Costs(IReadOnlyList<StepRecord> steps) =>
        [.. steps.Select(s => new StepCost(s.Name.Replace('_', ' '), s.Seconds, s.PeakMemoryMib))];
}
