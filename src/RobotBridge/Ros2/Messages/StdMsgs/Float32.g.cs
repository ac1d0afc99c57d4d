// generated from std_msgs/Float32.msg by RecordGenerator
#nullable enable
using Robotics.RobotBridge.Ros2.Cdr;

namespace Robotics.RobotBridge.Ros2.Messages.StdMsgs;

/// <summary><c>std_msgs/msg/Float32</c></summary>
public sealed record Float32 : IMessage<Float32>
{
    /// <inheritdoc/>
    public static MessageType Type { get; } = new("std_msgs/msg/Float32", "RIHS01_7170d3d8f841f7be3172ce5f4f59f3a4d7f63b0447e8b33327601ad64d83d6e2");

    /// <summary>The value.</summary>
    public float Data { get; init; }

    /// <inheritdoc/>
    public static Float32 Read(ref CdrReader reader) => new()
    {
        Data = reader.Read<float>(),
    };

    /// <inheritdoc/>
    public void Write(CdrWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Write(Data);
    }
}
