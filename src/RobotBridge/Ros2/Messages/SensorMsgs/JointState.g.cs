// generated from sensor_msgs/JointState.msg by RecordGenerator
#nullable enable
using Robotics.RobotBridge.Ros2.Cdr;

namespace Robotics.RobotBridge.Ros2.Messages.SensorMsgs;

/// <summary><c>sensor_msgs/msg/JointState</c></summary>
public sealed record JointState : IMessage<JointState>
{
    /// <inheritdoc/>
    public static MessageType Type { get; } = new("sensor_msgs/msg/JointState", "RIHS01_a13ee3a330e346c9d87b5aa18d24e11690752bd33a0350f11c5882bc9179260e");

    /// <summary>When the joints were measured.</summary>
    public StdMsgs.Header Header { get; init; } = new();

    /// <summary>Joint names, in any order.</summary>
    public string[] Name { get; init; } = [];

    /// <summary>Rad or m; empty or one per name.</summary>
    public double[] Position { get; init; } = [];

    /// <summary>Per second; empty or one per name.</summary>
    public double[] Velocity { get; init; } = [];

    /// <summary>Nm or N; empty or one per name.</summary>
    public double[] Effort { get; init; } = [];

    /// <inheritdoc/>
    public static JointState Read(ref CdrReader reader) => new()
    {
        Header = StdMsgs.Header.Read(ref reader),
        Name = reader.ReadStrings(),
        Position = reader.ReadSequence<double>(),
        Velocity = reader.ReadSequence<double>(),
        Effort = reader.ReadSequence<double>(),
    };

    /// <inheritdoc/>
    public void Write(CdrWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        Header.Write(writer);
        writer.WriteStrings(Name);
        writer.WriteSequence<double>(Position);
        writer.WriteSequence<double>(Velocity);
        writer.WriteSequence<double>(Effort);
    }
}
