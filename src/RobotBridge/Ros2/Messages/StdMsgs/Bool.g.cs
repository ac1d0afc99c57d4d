// generated from std_msgs/Bool.msg by RecordGenerator
#nullable enable
using Robotics.RobotBridge.Ros2.Cdr;

namespace Robotics.RobotBridge.Ros2.Messages.StdMsgs;

/// <summary><c>std_msgs/msg/Bool</c></summary>
public sealed record Bool : IMessage<Bool>
{
    /// <inheritdoc/>
    public static MessageType Type { get; } = new("std_msgs/msg/Bool", "RIHS01_feb91e995ff9ebd09c0cb3d2aed18b11077585839fb5db80193b62d74528f6c9");

    /// <summary>The value.</summary>
    public bool Data { get; init; }

    /// <inheritdoc/>
    public static Bool Read(ref CdrReader reader) => new()
    {
        Data = reader.ReadBool(),
    };

    /// <inheritdoc/>
    public void Write(CdrWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteBool(Data);
    }
}
