// generated from geometry_msgs/Pose.msg by RecordGenerator
#nullable enable
using Robotics.RobotBridge.Ros2.Cdr;

namespace Robotics.RobotBridge.Ros2.Messages.GeometryMsgs;

/// <summary><c>geometry_msgs/msg/Pose</c></summary>
public sealed record Pose : IMessage<Pose>
{
    /// <inheritdoc/>
    public static MessageType Type { get; } = new("geometry_msgs/msg/Pose", "RIHS01_d501954e9476cea2996984e812054b68026ae0bfae789d9a10b23daf35cc90fa");

    /// <summary>M.</summary>
    public GeometryMsgs.Point Position { get; init; } = new();

    /// <summary>Of unit norm.</summary>
    public GeometryMsgs.Quaternion Orientation { get; init; } = new();

    /// <inheritdoc/>
    public static Pose Read(ref CdrReader reader) => new()
    {
        Position = GeometryMsgs.Point.Read(ref reader),
        Orientation = GeometryMsgs.Quaternion.Read(ref reader),
    };

    /// <inheritdoc/>
    public void Write(CdrWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        Position.Write(writer);
        Orientation.Write(writer);
    }
}
