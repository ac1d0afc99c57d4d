// generated from std_msgs/MultiArrayLayout.msg by RecordGenerator
#nullable enable
using Robotics.RobotBridge.Ros2.Cdr;

namespace Robotics.RobotBridge.Ros2.Messages.StdMsgs;

/// <summary><c>std_msgs/msg/MultiArrayLayout</c></summary>
public sealed record MultiArrayLayout : IMessage<MultiArrayLayout>
{
    /// <inheritdoc/>
    public static MessageType Type { get; } = new("std_msgs/msg/MultiArrayLayout", "RIHS01_4c66e6f78e740ac103a94cf63259f968e48c617e7699e829b63c21a5cb50dac6");

    /// <summary>Axes, outermost first.</summary>
    public StdMsgs.MultiArrayDimension[] Dim { get; init; } = [];

    /// <summary>Elements before the first.</summary>
    public uint DataOffset { get; init; }

    /// <inheritdoc/>
    public static MultiArrayLayout Read(ref CdrReader reader) => new()
    {
        Dim = reader.ReadMessages<StdMsgs.MultiArrayDimension>(),
        DataOffset = reader.Read<uint>(),
    };

    /// <inheritdoc/>
    public void Write(CdrWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteMessages(Dim);
        writer.Write(DataOffset);
    }
}
