// generated from robotics_link/Record.msg by RecordGenerator
#nullable enable
using Robotics.RobotBridge.Ros2.Cdr;

namespace Robotics.RobotBridge.Ros2.Messages.RoboticsLink;

/// <summary><c>robotics_link/msg/Record</c></summary>
public sealed record Record : IMessage<Record>
{
    /// <inheritdoc/>
    public static MessageType Type { get; } = new("robotics_link/msg/Record", "RIHS01_277196953a32cae4f626ea6cf6c7ccce7fcfffaf79ffe349feaf0c598c556292");

    /// <summary>Of everything in the stream up to the end of this record.</summary>
    public uint Check { get; init; }

    /// <summary>A Transition.</summary>
    public ReadOnlyMemory<byte> Payload { get; init; }

    /// <inheritdoc/>
    public static Record Read(ref CdrReader reader) => new()
    {
        Check = reader.Read<uint>(),
        Payload = reader.ReadBytes(),
    };

    /// <inheritdoc/>
    public void Write(CdrWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Write(Check);
        writer.WriteSequence(Payload.Span);
    }
}
