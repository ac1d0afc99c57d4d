// generated from std_msgs/String.msg by RecordGenerator
#nullable enable
using Robotics.RobotBridge.Ros2.Cdr;

namespace Robotics.RobotBridge.Ros2.Messages.StdMsgs;

/// <summary><c>std_msgs/msg/String</c></summary>
public sealed record String : IMessage<String>
{
    /// <inheritdoc/>
    public static MessageType Type { get; } = new("std_msgs/msg/String", "RIHS01_df668c740482bbd48fb39d76a70dfd4bd59db1288021743503259e948f6b1a18");

    /// <summary>The value.</summary>
    public string Data { get; init; } = "";

    /// <inheritdoc/>
    public static String Read(ref CdrReader reader) => new()
    {
        Data = reader.ReadString(),
    };

    /// <inheritdoc/>
    public void Write(CdrWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteString(Data);
    }
}
