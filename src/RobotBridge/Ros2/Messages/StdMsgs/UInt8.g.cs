// generated from std_msgs/UInt8.msg by RecordGenerator
#nullable enable
using Robotics.RobotBridge.Ros2.Cdr;

namespace Robotics.RobotBridge.Ros2.Messages.StdMsgs;

/// <summary><c>std_msgs/msg/UInt8</c></summary>
public sealed record UInt8 : IMessage<UInt8>
{
    /// <inheritdoc/>
    public static MessageType Type { get; } = new("std_msgs/msg/UInt8", "RIHS01_6138bd83d8c3569cb80a667db03cfc1629f529fee79d944c39c34e352e72f010");

    /// <summary>The value.</summary>
    public byte Data { get; init; }

    /// <inheritdoc/>
    public static UInt8 Read(ref CdrReader reader) => new()
    {
        Data = reader.Read<byte>(),
    };

    /// <inheritdoc/>
    public void Write(CdrWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Write(Data);
    }
}
