namespace Robotics.RobotBridge.Recordings;

/// <summary>Time without frames inside a recording.</summary>
/// <param name="After">Seconds from the recording's first frame to the last one in front of the gap.</param>
/// <param name="Seconds">From that frame to the next.</param>
/// <param name="MissingFrames">Frames that would have been there.</param>
/// <param name="Splits">Whether a new episode begins behind it; otherwise the frames on both sides follow each other.</param>
public sealed record RecordedGap(double After, double Seconds, int MissingFrames, bool Splits);
