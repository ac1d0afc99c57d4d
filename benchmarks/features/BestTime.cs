using System.Diagnostics;

namespace Robotics.Benchmarks.Features;

/// <summary>The shortest of several runs, by the clock and by the processors.</summary>
internal sealed class BestTime
{
    internal double Seconds { get; private set; } = double.MaxValue;

    internal double Cpu { get; private set; } = double.MaxValue;

    internal void Take(Action action)
    {
        var (start, busy) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        action();
        Seconds = Math.Min(Seconds, Stopwatch.GetElapsedTime(start).TotalSeconds);
        Cpu = Math.Min(Cpu, (Environment.CpuUsage.TotalTime - busy).TotalSeconds);
    }

    public override string ToString() => $"{Seconds:F3} s ({Cpu:F3} s CPU)";
}
