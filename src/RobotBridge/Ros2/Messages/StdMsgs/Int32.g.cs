// generated from std_msgs/Int32.msg by RecordGenerator
#nullable enable
using Robotics.RobotBridge.Ros2.Cdr;

namespace Robotics.RobotBridge.Ros2.Messages.StdMsgs;

/// <summary><c>std_msgs/msg/Int32</c></summary>
public sealed record Int32 : IMessage<Int32>
{
    /// <inheritdoc/>
    public static MessageType Type { get; } = new("std_msgs/msg/Int32", "RIHS01_b6578ded3c58c626cfe8d1a6fb6e04f706f97e9f03d2727c9ff4e74b1cef0deb");

    /// <summary>The value.</summary>
    public int Data { get; init; }

    /// <inheritdoc/>
    public static Int32 Read(ref CdrReader reader) => new()
    {
        Data = reader.Read<int>(),
    };

    /// <inheritdoc/>
    public void Write(CdrWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Write(Data);
    }
}
