namespace Robotics.RobotBridge.Node;

/// <summary>How much the node may do.</summary>
public enum NodeRole
{
    /// <summary>Watches and publishes progress; computes no command.</summary>
    Observe,

    /// <summary>Computes the policy's commands as well and publishes them beside; nothing moves.</summary>
    Shadow,

    /// <summary>Sends commands to the robot, through the safety gate.</summary>
    Drive,
}
