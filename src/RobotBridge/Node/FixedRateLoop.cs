using System.Diagnostics;

namespace Robotics.RobotBridge.Node;

/// <summary>Does something at a fixed rate, on the calling thread.</summary>
public static class FixedRateLoop
{
    /// <summary>Runs until cancelled.</summary>
    /// <param name="period">Time between two ticks.</param>
    /// <param name="tick">One turn.</param>
    /// <param name="done">After each turn.</param>
    /// <param name="cancellation">Ends the loop, also while it waits.</param>
    public static void Run(TimeSpan period, Action tick, Action<TickSchedule> done, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(tick);
        ArgumentNullException.ThrowIfNull(done);
        var start = Stopwatch.GetTimestamp();
        var schedule = new TickSchedule(period, TimeSpan.Zero);
        while (!cancellation.IsCancellationRequested)
        {
            var wait = schedule.Due - Stopwatch.GetElapsedTime(start);
            if (wait > TimeSpan.Zero && cancellation.WaitHandle.WaitOne(wait))
                break;
            tick();
            schedule.Done(Stopwatch.GetElapsedTime(start));
            done(schedule);
        }
    }
}
