namespace Robotics.RobotBridge.Safety;

/// <summary>
/// Whether the clock that stamps are in can be believed. It may be slower or faster than the gate's own, as a simulator's
/// is, but it must go on and must not jump: across a jump no stamp says how old something is.
/// </summary>
internal sealed class ClockWatch(SafetySettings settings)
{
    private (TimeSpan Now, TimeSpan Time)? _last;
    private TimeSpan? _moved;

    /// <summary>Takes what the clock shows.</summary>
    /// <returns>How it jumped since the last reading; null when it did not.</returns>
    public string? Read(TimeSpan now, TimeSpan time)
    {
        if (_last is null && time <= TimeSpan.Zero)
            return null; // nobody has told a time yet
        var jump = _last is { } last ? Jump((now - last.Now).TotalSeconds, (time - last.Time).TotalSeconds) : null;
        // it moved at some moment since the last reading; the earliest is assumed
        if (_last is { } before && before.Time != time)
            _moved = before.Now;
        _last = (now, time);
        return jump;
    }

    /// <summary>Why the clock does not go on; null when it does.</summary>
    public string? Standstill(TimeSpan now) =>
        _moved is not { } moved ? "the clock of the stamps has not gone on yet"
        : (now - moved).TotalSeconds is var still && still > settings.StopAfter ? $"the clock of the stamps has stood still for {still:F3} s"
        : null;

    private string? Jump(double elapsed, double moved) =>
        moved < -settings.FutureTolerance ? $"the clock of the stamps went back by {-moved:F3} s"
        : moved > elapsed + settings.StopAfter ? $"the clock of the stamps went on by {moved:F3} s within {elapsed:F3} s"
        : null;
}
