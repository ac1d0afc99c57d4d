// generated from std_msgs/UInt64.msg by RecordGenerator
#nullable enable
using Robotics.RobotBridge.Ros2.Cdr;

namespace Robotics.RobotBridge.Ros2.Messages.StdMsgs;

/// <summary><c>std_msgs/msg/UInt64</c></summary>
public sealed record UInt64 : IMessage<UInt64>
{
    /// <inheritdoc/>
    public static MessageType Type { get; } = new("std_msgs/msg/UInt64", "RIHS01_fbdc52018fc13755dce18024d1a671c856aa8b4aaf63adfb095b608f98e8c943");

    /// <summary>The value.</summary>
    public ulong Data { get; init; }

    /// <inheritdoc/>
    public static UInt64 Read(ref CdrReader reader) => new()
    {
        Data = reader.Read<ulong>(),
    };

    /// <inheritdoc/>
    public void Write(CdrWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Write(Data);
    }
}
