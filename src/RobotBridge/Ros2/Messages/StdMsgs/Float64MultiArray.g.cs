// generated from std_msgs/Float64MultiArray.msg by RecordGenerator
#nullable enable
using Robotics.RobotBridge.Ros2.Cdr;

namespace Robotics.RobotBridge.Ros2.Messages.StdMsgs;

/// <summary><c>std_msgs/msg/Float64MultiArray</c></summary>
public sealed record Float64MultiArray : IMessage<Float64MultiArray>
{
    /// <inheritdoc/>
    public static MessageType Type { get; } = new("std_msgs/msg/Float64MultiArray", "RIHS01_1025ddc6b9552d191f89ef1a8d2f60f3d373e28b283d8891ddcc974e8c55397f");

    /// <summary>Shape.</summary>
    public StdMsgs.MultiArrayLayout Layout { get; init; } = new();

    /// <summary>Row major.</summary>
    public double[] Data { get; init; } = [];

    /// <inheritdoc/>
    public static Float64MultiArray Read(ref CdrReader reader) => new()
    {
        Layout = StdMsgs.MultiArrayLayout.Read(ref reader),
        Data = reader.ReadSequence<double>(),
    };

    /// <inheritdoc/>
    public void Write(CdrWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        Layout.Write(writer);
        writer.WriteSequence<double>(Data);
    }
}
