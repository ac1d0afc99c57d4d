// generated from std_msgs/Float64.msg by RecordGenerator
#nullable enable
using Robotics.RobotBridge.Ros2.Cdr;

namespace Robotics.RobotBridge.Ros2.Messages.StdMsgs;

/// <summary><c>std_msgs/msg/Float64</c></summary>
public sealed record Float64 : IMessage<Float64>
{
    /// <inheritdoc/>
    public static MessageType Type { get; } = new("std_msgs/msg/Float64", "RIHS01_705ba9c3d1a09df43737eb67095534de36fd426c0587779bda2bc51fe790182a");

    /// <summary>The value.</summary>
    public double Data { get; init; }

    /// <inheritdoc/>
    public static Float64 Read(ref CdrReader reader) => new()
    {
        Data = reader.Read<double>(),
    };

    /// <inheritdoc/>
    public void Write(CdrWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Write(Data);
    }
}
