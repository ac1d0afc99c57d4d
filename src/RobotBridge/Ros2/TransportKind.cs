namespace Robotics.RobotBridge.Ros2;

/// <summary>How a node joins the network.</summary>
public enum TransportKind
{
    /// <summary>Cyclone DDS's C library; needs no ROS 2 installation.</summary>
    Dds,

    /// <summary>A sourced ROS 2's own library, on any middleware.</summary>
    Rcl,
}
