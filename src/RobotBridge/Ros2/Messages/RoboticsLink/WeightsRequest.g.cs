// generated from robotics_link/WeightsRequest.msg by RecordGenerator
#nullable enable
using Robotics.RobotBridge.Ros2.Cdr;

namespace Robotics.RobotBridge.Ros2.Messages.RoboticsLink;

/// <summary><c>robotics_link/msg/WeightsRequest</c></summary>
public sealed record WeightsRequest : IMessage<WeightsRequest>
{
    /// <inheritdoc/>
    public static MessageType Type { get; } = new("robotics_link/msg/WeightsRequest", "RIHS01_50383b682efc1da9d103654891d9f5ef3d2ad07537f82b7ebe0022e09334ba4a");

    /// <summary>As in the hello.</summary>
    public ulong Session { get; init; }

    /// <summary>As in the offer.</summary>
    public long Version { get; init; }

    /// <summary>Of the first byte wanted.</summary>
    public long Offset { get; init; }

    /// <inheritdoc/>
    public static WeightsRequest Read(ref CdrReader reader) => new()
    {
        Session = reader.Read<ulong>(),
        Version = reader.Read<long>(),
        Offset = reader.Read<long>(),
    };

    /// <inheritdoc/>
    public void Write(CdrWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Write(Session);
        writer.Write(Version);
        writer.Write(Offset);
    }
}
