// generated from trajectory_msgs/JointTrajectory.msg by RecordGenerator
#nullable enable
using Robotics.RobotBridge.Ros2.Cdr;

namespace Robotics.RobotBridge.Ros2.Messages.TrajectoryMsgs;

/// <summary><c>trajectory_msgs/msg/JointTrajectory</c></summary>
public sealed record JointTrajectory : IMessage<JointTrajectory>
{
    /// <inheritdoc/>
    public static MessageType Type { get; } = new("trajectory_msgs/msg/JointTrajectory", "RIHS01_179b33eba59d676f6d967ac71fe35e7ca2f64b2f3928f4a018cec115e213796e");

    /// <summary>When it starts; zero means now.</summary>
    public StdMsgs.Header Header { get; init; } = new();

    /// <summary>Order of every point.</summary>
    public string[] JointNames { get; init; } = [];

    /// <summary>In the order of time.</summary>
    public TrajectoryMsgs.JointTrajectoryPoint[] Points { get; init; } = [];

    /// <inheritdoc/>
    public static JointTrajectory Read(ref CdrReader reader) => new()
    {
        Header = StdMsgs.Header.Read(ref reader),
        JointNames = reader.ReadStrings(),
        Points = reader.ReadMessages<TrajectoryMsgs.JointTrajectoryPoint>(),
    };

    /// <inheritdoc/>
    public void Write(CdrWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        Header.Write(writer);
        writer.WriteStrings(JointNames);
        writer.WriteMessages(Points);
    }
}
