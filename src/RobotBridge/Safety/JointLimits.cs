namespace Robotics.RobotBridge.Safety;

/// <summary>What one joint may be asked to do. Units: rad for a revolute joint, m for a prismatic one.</summary>
public sealed record JointLimits
{
    /// <summary>The joint's name in <c>sensor_msgs/JointState</c> and in the controller.</summary>
    public string Name { get; init; } = "";

    /// <summary>Smallest position.</summary>
    public double Low { get; init; }

    /// <summary>Largest position.</summary>
    public double High { get; init; }

    /// <summary>Largest speed, per second.</summary>
    public double Velocity { get; init; }

    /// <summary>Largest change of speed, per second squared.</summary>
    public double Acceleration { get; init; }

    /// <summary>Largest distance between a command and the measured position.</summary>
    public double Step { get; init; }
}
