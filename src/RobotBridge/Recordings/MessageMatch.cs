namespace Robotics.RobotBridge.Recordings;

/// <summary>Which message belongs to a frame.</summary>
public enum MessageMatch
{
    /// <summary>The one nearest in time: right for measurements.</summary>
    Nearest,

    /// <summary>The first at or after the frame: right for commands that answer what the frame shows.</summary>
    Next,

    /// <summary>The last at or before the frame: right for commands that hold until the next.</summary>
    Previous,
}
