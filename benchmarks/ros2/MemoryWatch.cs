using System.Diagnostics;

namespace Robotics.Benchmarks.Ros2;

/// <summary>Says at intervals how much memory the process has.</summary>
internal sealed class MemoryWatch(TimeSpan interval)
{
    private const double Megabyte = 1 << 20;
    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly TimeSpan _interval = interval;
    private TimeSpan _next = interval;
    private long _overruns;

    internal TimeSpan Elapsed => Stopwatch.GetElapsedTime(_start);

    internal void Look(long estimates, long overruns)
    {
        if (Elapsed < _next)
            return;
        _next += _interval;
        var heap = GC.GetTotalMemory(forceFullCollection: true) / Megabyte;
        Console.WriteLine($"  {Elapsed.TotalSeconds,5:F0} s: {Environment.WorkingSet / Megabyte:F0} MiB in memory, {heap:F1} MiB of it live objects; {estimates} estimates, {overruns - _overruns} deadlines missed since");
        _overruns = overruns;
    }
}
