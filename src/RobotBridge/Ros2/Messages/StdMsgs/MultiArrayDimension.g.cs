// generated from std_msgs/MultiArrayDimension.msg by RecordGenerator
#nullable enable
using Robotics.RobotBridge.Ros2.Cdr;

namespace Robotics.RobotBridge.Ros2.Messages.StdMsgs;

/// <summary><c>std_msgs/msg/MultiArrayDimension</c></summary>
public sealed record MultiArrayDimension : IMessage<MultiArrayDimension>
{
    /// <inheritdoc/>
    public static MessageType Type { get; } = new("std_msgs/msg/MultiArrayDimension", "RIHS01_5e773a60a4c7fc8a54985f307c7837aa2994252a126c301957a24e31282c9cbe");

    /// <summary>Name of the axis.</summary>
    public string Label { get; init; } = "";

    /// <summary>Length of the axis.</summary>
    public uint Size { get; init; }

    /// <summary>Elements to the next step of the axis before.</summary>
    public uint Stride { get; init; }

    /// <inheritdoc/>
    public static MultiArrayDimension Read(ref CdrReader reader) => new()
    {
        Label = reader.ReadString(),
        Size = reader.Read<uint>(),
        Stride = reader.Read<uint>(),
    };

    /// <inheritdoc/>
    public void Write(CdrWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteString(Label);
        writer.Write(Size);
        writer.Write(Stride);
    }
}
