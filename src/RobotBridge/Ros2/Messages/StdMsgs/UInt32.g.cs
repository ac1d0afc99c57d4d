// generated from std_msgs/UInt32.msg by RecordGenerator
#nullable enable
using Robotics.RobotBridge.Ros2.Cdr;

namespace Robotics.RobotBridge.Ros2.Messages.StdMsgs;

/// <summary><c>std_msgs/msg/UInt32</c></summary>
public sealed record UInt32 : IMessage<UInt32>
{
    /// <inheritdoc/>
    public static MessageType Type { get; } = new("std_msgs/msg/UInt32", "RIHS01_a5c874829b752bc5fa190024b0ad76f578cc278271e855c7d02a818b3516fb4a");

    /// <summary>The value.</summary>
    public uint Data { get; init; }

    /// <inheritdoc/>
    public static UInt32 Read(ref CdrReader reader) => new()
    {
        Data = reader.Read<uint>(),
    };

    /// <inheritdoc/>
    public void Write(CdrWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Write(Data);
    }
}
