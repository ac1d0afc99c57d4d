// generated from geometry_msgs/TwistStamped.msg by RecordGenerator
#nullable enable
using Robotics.RobotBridge.Ros2.Cdr;

namespace Robotics.RobotBridge.Ros2.Messages.GeometryMsgs;

/// <summary><c>geometry_msgs/msg/TwistStamped</c></summary>
public sealed record TwistStamped : IMessage<TwistStamped>
{
    /// <inheritdoc/>
    public static MessageType Type { get; } = new("geometry_msgs/msg/TwistStamped", "RIHS01_5f0fcd4f81d5d06ad9b4c4c63e3ea51b82d6ae4d0558f1d475229b1121db6f64");

    /// <summary>When and in which coordinate frame.</summary>
    public StdMsgs.Header Header { get; init; } = new();

    /// <summary>How it moves.</summary>
    public GeometryMsgs.Twist Twist { get; init; } = new();

    /// <inheritdoc/>
    public static TwistStamped Read(ref CdrReader reader) => new()
    {
        Header = StdMsgs.Header.Read(ref reader),
        Twist = GeometryMsgs.Twist.Read(ref reader),
    };

    /// <inheritdoc/>
    public void Write(CdrWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        Header.Write(writer);
        Twist.Write(writer);
    }
}
