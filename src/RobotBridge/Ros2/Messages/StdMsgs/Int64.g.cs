// generated from std_msgs/Int64.msg by RecordGenerator
#nullable enable
using Robotics.RobotBridge.Ros2.Cdr;

namespace Robotics.RobotBridge.Ros2.Messages.StdMsgs;

/// <summary><c>std_msgs/msg/Int64</c></summary>
public sealed record Int64 : IMessage<Int64>
{
    /// <inheritdoc/>
    public static MessageType Type { get; } = new("std_msgs/msg/Int64", "RIHS01_8cd1048c2f186b6bd9a92472dc1ce51723c0833a221e2b7aecfff111774f4b49");

    /// <summary>The value.</summary>
    public long Data { get; init; }

    /// <inheritdoc/>
    public static Int64 Read(ref CdrReader reader) => new()
    {
        Data = reader.Read<long>(),
    };

    /// <inheritdoc/>
    public void Write(CdrWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Write(Data);
    }
}
