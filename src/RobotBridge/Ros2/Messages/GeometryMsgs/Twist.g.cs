// generated from geometry_msgs/Twist.msg by RecordGenerator
#nullable enable
using Robotics.RobotBridge.Ros2.Cdr;

namespace Robotics.RobotBridge.Ros2.Messages.GeometryMsgs;

/// <summary><c>geometry_msgs/msg/Twist</c></summary>
public sealed record Twist : IMessage<Twist>
{
    /// <inheritdoc/>
    public static MessageType Type { get; } = new("geometry_msgs/msg/Twist", "RIHS01_9c45bf16fe0983d80e3cfe750d6835843d265a9a6c46bd2e609fcddde6fb8d2a");

    /// <summary>M/s.</summary>
    public GeometryMsgs.Vector3 Linear { get; init; } = new();

    /// <summary>Rad/s.</summary>
    public GeometryMsgs.Vector3 Angular { get; init; } = new();

    /// <inheritdoc/>
    public static Twist Read(ref CdrReader reader) => new()
    {
        Linear = GeometryMsgs.Vector3.Read(ref reader),
        Angular = GeometryMsgs.Vector3.Read(ref reader),
    };

    /// <inheritdoc/>
    public void Write(CdrWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        Linear.Write(writer);
        Angular.Write(writer);
    }
}
