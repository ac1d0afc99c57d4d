// generated from geometry_msgs/PoseStamped.msg by RecordGenerator
#nullable enable
using Robotics.RobotBridge.Ros2.Cdr;

namespace Robotics.RobotBridge.Ros2.Messages.GeometryMsgs;

/// <summary><c>geometry_msgs/msg/PoseStamped</c></summary>
public sealed record PoseStamped : IMessage<PoseStamped>
{
    /// <inheritdoc/>
    public static MessageType Type { get; } = new("geometry_msgs/msg/PoseStamped", "RIHS01_10f3786d7d40fd2b54367835614bff85d4ad3b5dab62bf8bca0cc232d73b4cd8");

    /// <summary>When and in which coordinate frame.</summary>
    public StdMsgs.Header Header { get; init; } = new();

    /// <summary>Where it is.</summary>
    public GeometryMsgs.Pose Pose { get; init; } = new();

    /// <inheritdoc/>
    public static PoseStamped Read(ref CdrReader reader) => new()
    {
        Header = StdMsgs.Header.Read(ref reader),
        Pose = GeometryMsgs.Pose.Read(ref reader),
    };

    /// <inheritdoc/>
    public void Write(CdrWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        Header.Write(writer);
        Pose.Write(writer);
    }
}
