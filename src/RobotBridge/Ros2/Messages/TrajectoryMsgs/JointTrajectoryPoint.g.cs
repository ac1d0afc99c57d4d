// generated from trajectory_msgs/JointTrajectoryPoint.msg by RecordGenerator
#nullable enable
using Robotics.RobotBridge.Ros2.Cdr;

namespace Robotics.RobotBridge.Ros2.Messages.TrajectoryMsgs;

/// <summary><c>trajectory_msgs/msg/JointTrajectoryPoint</c></summary>
public sealed record JointTrajectoryPoint : IMessage<JointTrajectoryPoint>
{
    /// <inheritdoc/>
    public static MessageType Type { get; } = new("trajectory_msgs/msg/JointTrajectoryPoint", "RIHS01_de8907036d8bd45aac6f30cc9044a3d4a329c42cbf719aff7d95a584cfa532d7");

    /// <summary>Rad or m, one per joint.</summary>
    public double[] Positions { get; init; } = [];

    /// <summary>Per second; empty or one per joint.</summary>
    public double[] Velocities { get; init; } = [];

    /// <summary>Per second squared; empty or one per joint.</summary>
    public double[] Accelerations { get; init; } = [];

    /// <summary>Nm or N; empty or one per joint.</summary>
    public double[] Effort { get; init; } = [];

    /// <summary>After the header's stamp.</summary>
    public BuiltinInterfaces.Duration TimeFromStart { get; init; } = new();

    /// <inheritdoc/>
    public static JointTrajectoryPoint Read(ref CdrReader reader) => new()
    {
        Positions = reader.ReadSequence<double>(),
        Velocities = reader.ReadSequence<double>(),
        Accelerations = reader.ReadSequence<double>(),
        Effort = reader.ReadSequence<double>(),
        TimeFromStart = BuiltinInterfaces.Duration.Read(ref reader),
    };

    /// <inheritdoc/>
    public void Write(CdrWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteSequence<double>(Positions);
        writer.WriteSequence<double>(Velocities);
        writer.WriteSequence<double>(Accelerations);
        writer.WriteSequence<double>(Effort);
        TimeFromStart.Write(writer);
    }
}
