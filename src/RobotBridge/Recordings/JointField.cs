namespace Robotics.RobotBridge.Recordings;

/// <summary>Which numbers of a joint message are taken.</summary>
public enum JointField
{
    /// <summary>Positions, rad or m.</summary>
    Position,

    /// <summary>Velocities, per second.</summary>
    Velocity,

    /// <summary>Efforts, Nm or N.</summary>
    Effort,
}
