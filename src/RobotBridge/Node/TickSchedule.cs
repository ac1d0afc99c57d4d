namespace Robotics.RobotBridge.Node;

/// <summary>When the ticks of a fixed-rate loop are due. A late tick is counted and the missed ones are left out, never made up in a burst.</summary>
/// <param name="period">Time between two ticks.</param>
/// <param name="start">When the first is due, on a monotonic clock.</param>
public sealed class TickSchedule(TimeSpan period, TimeSpan start)
{
    /// <summary>When the next tick is due.</summary>
    public TimeSpan Due { get; private set; } = start;

    /// <summary>Ticks done.</summary>
    public long Ticks { get; private set; }

    /// <summary>Ticks left out because the work before took longer than a period.</summary>
    public long Overruns { get; private set; }

    /// <summary>Notes that the due tick has been done.</summary>
    public void Done(TimeSpan now)
    {
        Ticks++;
        Due += period;
        if (now < Due)
            return;
        var missed = (now - Due).Ticks / period.Ticks + 1;
        Overruns += missed;
        Due += missed * period;
    }
}
