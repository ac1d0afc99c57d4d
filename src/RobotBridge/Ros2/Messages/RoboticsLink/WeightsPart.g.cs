// generated from robotics_link/WeightsPart.msg by RecordGenerator
#nullable enable
using Robotics.RobotBridge.Ros2.Cdr;

namespace Robotics.RobotBridge.Ros2.Messages.RoboticsLink;

/// <summary><c>robotics_link/msg/WeightsPart</c></summary>
public sealed record WeightsPart : IMessage<WeightsPart>
{
    /// <inheritdoc/>
    public static MessageType Type { get; } = new("robotics_link/msg/WeightsPart", "RIHS01_5ac39d9e8a76646ae8318b673fb3f132a94b269930213a82cc9f650267c270d8");

    /// <summary>As in the hello.</summary>
    public ulong Session { get; init; }

    /// <summary>As in the offer.</summary>
    public long Version { get; init; }

    /// <summary>Of the first byte.</summary>
    public long Offset { get; init; }

    /// <summary>The bytes.</summary>
    public ReadOnlyMemory<byte> Data { get; init; }

    /// <inheritdoc/>
    public static WeightsPart Read(ref CdrReader reader) => new()
    {
        Session = reader.Read<ulong>(),
        Version = reader.Read<long>(),
        Offset = reader.Read<long>(),
        Data = reader.ReadBytes(),
    };

    /// <inheritdoc/>
    public void Write(CdrWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Write(Session);
        writer.Write(Version);
        writer.Write(Offset);
        writer.WriteSequence(Data.Span);
    }
}
