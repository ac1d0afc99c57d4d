namespace Robotics.RobotBridge.Ros2;

/// <summary>The ROS 2 distribution of the other nodes, where the wire differs between them.</summary>
public enum RosDistribution
{
    /// <summary>2022: entity ids of 24 bytes, no type hashes.</summary>
    Humble,

    /// <summary>2023: entity ids of 16 bytes, type hashes from here on.</summary>
    Iron,

    /// <summary>2024.</summary>
    Jazzy,

    /// <summary>2025.</summary>
    Kilted,

    /// <summary>2026.</summary>
    Lyrical,

    /// <summary>The newest.</summary>
    Rolling,
}
