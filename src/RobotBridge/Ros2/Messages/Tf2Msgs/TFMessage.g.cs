// generated from tf2_msgs/TFMessage.msg by RecordGenerator
#nullable enable
using Robotics.RobotBridge.Ros2.Cdr;

namespace Robotics.RobotBridge.Ros2.Messages.Tf2Msgs;

/// <summary><c>tf2_msgs/msg/TFMessage</c></summary>
public sealed record TFMessage : IMessage<TFMessage>
{
    /// <inheritdoc/>
    public static MessageType Type { get; } = new("tf2_msgs/msg/TFMessage", "RIHS01_e369d0f05a23ae52508854b66f6aa0437f3449d652e8cbf22d5abe85d020f087");

    /// <summary>Poses of frames in their parents.</summary>
    public GeometryMsgs.TransformStamped[] Transforms { get; init; } = [];

    /// <inheritdoc/>
    public static TFMessage Read(ref CdrReader reader) => new()
    {
        Transforms = reader.ReadMessages<GeometryMsgs.TransformStamped>(),
    };

    /// <inheritdoc/>
    public void Write(CdrWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteMessages(Transforms);
    }
}
