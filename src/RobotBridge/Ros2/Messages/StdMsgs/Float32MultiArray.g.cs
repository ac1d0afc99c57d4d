// generated from std_msgs/Float32MultiArray.msg by RecordGenerator
#nullable enable
using Robotics.RobotBridge.Ros2.Cdr;

namespace Robotics.RobotBridge.Ros2.Messages.StdMsgs;

/// <summary><c>std_msgs/msg/Float32MultiArray</c></summary>
public sealed record Float32MultiArray : IMessage<Float32MultiArray>
{
    /// <inheritdoc/>
    public static MessageType Type { get; } = new("std_msgs/msg/Float32MultiArray", "RIHS01_0599f6f85b4bfca379873a0b4375a0aca022156bd2d7021275d116ed1fa8bfe0");

    /// <summary>Shape.</summary>
    public StdMsgs.MultiArrayLayout Layout { get; init; } = new();

    /// <summary>Row major.</summary>
    public float[] Data { get; init; } = [];

    /// <inheritdoc/>
    public static Float32MultiArray Read(ref CdrReader reader) => new()
    {
        Layout = StdMsgs.MultiArrayLayout.Read(ref reader),
        Data = reader.ReadSequence<float>(),
    };

    /// <inheritdoc/>
    public void Write(CdrWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        Layout.Write(writer);
        writer.WriteSequence<float>(Data);
    }
}
