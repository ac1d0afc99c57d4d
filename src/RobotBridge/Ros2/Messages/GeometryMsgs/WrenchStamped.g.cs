// generated from geometry_msgs/WrenchStamped.msg by RecordGenerator
#nullable enable
using Robotics.RobotBridge.Ros2.Cdr;

namespace Robotics.RobotBridge.Ros2.Messages.GeometryMsgs;

/// <summary><c>geometry_msgs/msg/WrenchStamped</c></summary>
public sealed record WrenchStamped : IMessage<WrenchStamped>
{
    /// <inheritdoc/>
    public static MessageType Type { get; } = new("geometry_msgs/msg/WrenchStamped", "RIHS01_8dc3deaf06b2ab281f9f9a742a8961c328ca7cec16e3fd6586d3a5c83fa78f77");

    /// <summary>When and in which coordinate frame.</summary>
    public StdMsgs.Header Header { get; init; } = new();

    /// <summary>What acts on it.</summary>
    public GeometryMsgs.Wrench Wrench { get; init; } = new();

    /// <inheritdoc/>
    public static WrenchStamped Read(ref CdrReader reader) => new()
    {
        Header = StdMsgs.Header.Read(ref reader),
        Wrench = GeometryMsgs.Wrench.Read(ref reader),
    };

    /// <inheritdoc/>
    public void Write(CdrWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        Header.Write(writer);
        Wrench.Write(writer);
    }
}
