namespace Robotics.RobotBridge.Recordings;

/// <summary>Views that belong together.</summary>
/// <param name="Stamp">Of the clock camera's view, nanoseconds.</param>
/// <param name="Spread">Newest minus oldest stamp, nanoseconds.</param>
/// <param name="Views">Place in each camera's series.</param>
internal sealed record RecordedMoment(long Stamp, long Spread, IReadOnlyList<int> Views);
