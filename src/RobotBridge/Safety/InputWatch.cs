namespace Robotics.RobotBridge.Safety;

/// <summary>The age of one input, by the stamps of what was believed of it.</summary>
internal sealed class InputWatch(SafetySettings settings)
{
    private readonly TimeSpan _futureTolerance = TimeSpan.FromSeconds(settings.FutureTolerance);
    private TimeSpan? _newest;

    /// <summary>Whether a message of this stamp is news: newer than all before, and not from the future.</summary>
    public bool IsNews(TimeSpan stamp, TimeSpan now) => !(stamp <= _newest) && !IsFuture(stamp, now);

    /// <summary>Whether a message of this stamp is at least no older than all before, and not from the future.</summary>
    public bool IsCurrent(TimeSpan stamp, TimeSpan now) => !(stamp < _newest) && !IsFuture(stamp, now);

    /// <summary>Believes a message.</summary>
    public void Accept(TimeSpan stamp) => _newest = stamp;

    /// <summary>Seconds since the newest believed message was measured; infinite before the first.</summary>
    public double Age(TimeSpan now) => _newest is { } newest ? now.TotalSeconds - newest.TotalSeconds : double.PositiveInfinity;

    private bool IsFuture(TimeSpan stamp, TimeSpan now) => stamp > now + _futureTolerance;
}
