// generated from geometry_msgs/TransformStamped.msg by RecordGenerator
#nullable enable
using Robotics.RobotBridge.Ros2.Cdr;

namespace Robotics.RobotBridge.Ros2.Messages.GeometryMsgs;

/// <summary><c>geometry_msgs/msg/TransformStamped</c></summary>
public sealed record TransformStamped : IMessage<TransformStamped>
{
    /// <inheritdoc/>
    public static MessageType Type { get; } = new("geometry_msgs/msg/TransformStamped", "RIHS01_0a241f87d04668d94099cbb5ba11691d5ad32c2f29682e4eb5653424bd275206");

    /// <summary>Stamp, and the parent frame.</summary>
    public StdMsgs.Header Header { get; init; } = new();

    /// <summary>The child frame.</summary>
    public string ChildFrameId { get; init; } = "";

    /// <summary>Pose of the child in the parent.</summary>
    public GeometryMsgs.Transform Transform { get; init; } = new();

    /// <inheritdoc/>
    public static TransformStamped Read(ref CdrReader reader) => new()
    {
        Header = StdMsgs.Header.Read(ref reader),
        ChildFrameId = reader.ReadString(),
        Transform = GeometryMsgs.Transform.Read(ref reader),
    };

    /// <inheritdoc/>
    public void Write(CdrWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        Header.Write(writer);
        writer.WriteString(ChildFrameId);
        Transform.Write(writer);
    }
}
