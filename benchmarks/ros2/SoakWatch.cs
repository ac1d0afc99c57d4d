using System.Diagnostics;
using Robotics.RobotBridge.Node;

namespace Robotics.Benchmarks.Ros2;

/// <summary>Says at intervals how much memory the process has, how many deadlines its loop missed since, and where the loop's time went.</summary>
internal sealed class SoakWatch(TimeSpan interval, LoopTime loop)
{
    private const double Megabyte = 1 << 20;
    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly TimeSpan _interval = interval;
    private readonly (double Resident, double Live) _first = Memory();
    private TimeSpan _next = interval;
    private ObserverCounts? _counts;
    private (double Ran, double Waited) _loop = loop.Seconds();
    private TimeSpan _paused = GC.GetTotalPauseDuration();

    internal TimeSpan Elapsed => Stopwatch.GetElapsedTime(_start);

    internal void Look(ObserverCounts counts)
    {
        _counts ??= counts;
        if (Elapsed < _next)
            return;
        _next += _interval;
        var ((resident, live), (ran, waited), paused) = (Memory(), loop.Seconds(), GC.GetTotalPauseDuration());
        Console.WriteLine(
            $"  {Elapsed.TotalSeconds,5:F0} s: {resident:F0} MiB in memory, {live:F1} MiB of it live objects; {counts.Estimates - _counts.Estimates} estimates, {counts.Overruns - _counts.Overruns} deadlines missed: " +
            $"the loop ran {ran - _loop.Ran:F1} s and waited {waited - _loop.Waited:F1} s for a core that others had, garbage collection paused {(paused - _paused).TotalSeconds:F2} s");
        (_counts, _loop, _paused) = (counts, (ran, waited), paused);
    }

    /// <summary>Memory at the start and now.</summary>
    internal string Text()
    {
        var (resident, live) = Memory();
        return $"memory {_first.Resident:F0} MiB at the first reward, {resident:F0} MiB at the end; live objects {_first.Live:F1} MiB and {live:F1} MiB";
    }

    private static (double Resident, double Live) Memory()
    {
        var live = GC.GetTotalMemory(forceFullCollection: true) / Megabyte;
        return (Environment.WorkingSet / Megabyte, live);
    }
}
