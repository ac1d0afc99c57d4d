namespace Robotics.RobotBridge.Driving;

/// <summary>
/// Brings the stamps of one topic, which are times of the wall clock or of /clock, onto the monotonic clock of the safety
/// gate: how old something is when it arrives is a difference of stamps, and from then on it ages by the gate's clock.
/// Equal stamps stay equal and newer ones stay newer whatever the clock of the stamps does meanwhile, so that a frozen
/// sensor is seen as one.
/// </summary>
internal sealed class StampClock
{
    private long _stamp = long.MinValue;
    private TimeSpan _mapped = TimeSpan.MinValue;

    /// <summary>When something was measured, on the monotonic clock.</summary>
    /// <param name="stamp">Nanoseconds since the epoch.</param>
    /// <param name="wall">Now, nanoseconds since the epoch.</param>
    /// <param name="now">Now, monotonic.</param>
    public TimeSpan Map(long stamp, long wall, TimeSpan now)
    {
        if (stamp == _stamp)
            return _mapped;
        var mapped = now - TimeSpan.FromTicks((wall - stamp) / TimeSpan.NanosecondsPerTick);
        if (_mapped != TimeSpan.MinValue)
        {
            var tick = TimeSpan.FromTicks(1);
            mapped = stamp > _stamp ? Max(mapped, _mapped + tick) : Min(mapped, _mapped - tick);
        }
        (_stamp, _mapped) = (stamp, mapped);
        return mapped;
    }

    private static TimeSpan Max(TimeSpan a, TimeSpan b) => a > b ? a : b;

    private static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;
}
