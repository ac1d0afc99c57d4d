// generated from std_msgs/Header.msg by RecordGenerator
#nullable enable
using Robotics.RobotBridge.Ros2.Cdr;

namespace Robotics.RobotBridge.Ros2.Messages.StdMsgs;

/// <summary><c>std_msgs/msg/Header</c></summary>
public sealed record Header : IMessage<Header>
{
    /// <inheritdoc/>
    public static MessageType Type { get; } = new("std_msgs/msg/Header", "RIHS01_f49fb3ae2cf070f793645ff749683ac6b06203e41c891e17701b1cb597ce6a01");

    /// <summary>When the data were measured.</summary>
    public BuiltinInterfaces.Time Stamp { get; init; } = new();

    /// <summary>Coordinate frame.</summary>
    public string FrameId { get; init; } = "";

    /// <inheritdoc/>
    public static Header Read(ref CdrReader reader) => new()
    {
        Stamp = BuiltinInterfaces.Time.Read(ref reader),
        FrameId = reader.ReadString(),
    };

    /// <inheritdoc/>
    public void Write(CdrWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        Stamp.Write(writer);
        writer.WriteString(FrameId);
    }
}
