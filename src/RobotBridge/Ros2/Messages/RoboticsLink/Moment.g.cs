// generated from robotics_link/Moment.msg by RecordGenerator
#nullable enable
using Robotics.RobotBridge.Ros2.Cdr;

namespace Robotics.RobotBridge.Ros2.Messages.RoboticsLink;

/// <summary><c>robotics_link/msg/Moment</c></summary>
public sealed record Moment : IMessage<Moment>
{
    /// <inheritdoc/>
    public static MessageType Type { get; } = new("robotics_link/msg/Moment", "RIHS01_a0db8f770f9b4b11ade6bf1aad17b8c781e63085d38bae6b459eadf55c64fd8d");

    /// <summary>Seconds since the start of the episode.</summary>
    public double Timestamp { get; init; }

    /// <summary>The instruction in words.</summary>
    public string Task { get; init; } = "";

    /// <summary>Proprioception.</summary>
    public float[] State { get; init; } = [];

    /// <summary>One per camera.</summary>
    public RoboticsLink.View[] Views { get; init; } = [];

    /// <inheritdoc/>
    public static Moment Read(ref CdrReader reader) => new()
    {
        Timestamp = reader.Read<double>(),
        Task = reader.ReadString(),
        State = reader.ReadSequence<float>(),
        Views = reader.ReadMessages<RoboticsLink.View>(),
    };

    /// <inheritdoc/>
    public void Write(CdrWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Write(Timestamp);
        writer.WriteString(Task);
        writer.WriteSequence<float>(State);
        writer.WriteMessages(Views);
    }
}
