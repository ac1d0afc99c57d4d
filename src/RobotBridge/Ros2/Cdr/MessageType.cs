namespace Robotics.RobotBridge.Ros2.Cdr;

/// <summary>What both ends of a topic must agree on.</summary>
/// <param name="Name">As ROS spells it: <c>sensor_msgs/msg/JointState</c>.</param>
/// <param name="Hash">The RIHS01 hash of the definition (REP 2011), as Iron and later announce it.</param>
public sealed record MessageType(string Name, string Hash)
{
    /// <summary>As DDS spells it: <c>sensor_msgs::msg::dds_::JointState_</c>.</summary>
    public string DdsName { get; } = Name.Replace("/", "::", StringComparison.Ordinal) is var name
        ? name.Insert(name.LastIndexOf(':') + 1, "dds_::") + "_"
        : "";
}
