// generated from robotics_link/Records.msg by RecordGenerator
#nullable enable
using Robotics.RobotBridge.Ros2.Cdr;

namespace Robotics.RobotBridge.Ros2.Messages.RoboticsLink;

/// <summary><c>robotics_link/msg/Records</c></summary>
public sealed record Records : IMessage<Records>
{
    /// <inheritdoc/>
    public static MessageType Type { get; } = new("robotics_link/msg/Records", "RIHS01_156b35d832388c54b8a69c6be990d3d1ca95ce391911cae74ed19284efaf3345");

    /// <summary>As in the hello.</summary>
    public ulong Session { get; init; }

    /// <summary>Sequence number of the first one.</summary>
    public ulong First { get; init; }

    /// <summary>In order.</summary>
    public RoboticsLink.Record[] Batch { get; init; } = [];

    /// <inheritdoc/>
    public static Records Read(ref CdrReader reader) => new()
    {
        Session = reader.Read<ulong>(),
        First = reader.Read<ulong>(),
        Batch = reader.ReadMessages<RoboticsLink.Record>(),
    };

    /// <inheritdoc/>
    public void Write(CdrWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Write(Session);
        writer.Write(First);
        writer.WriteMessages(Batch);
    }
}
