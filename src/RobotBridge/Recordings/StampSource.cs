namespace Robotics.RobotBridge.Recordings;

/// <summary>Which time of a message counts.</summary>
public enum StampSource
{
    /// <summary>The stamp in its header, when it was measured; the recorder's time where there is none.</summary>
    Header,

    /// <summary>When the recorder received it: for robots whose headers hold other clocks.</summary>
    Log,
}
