// generated from rmw_dds_common/NodeEntitiesInfo.msg by RecordGenerator
#nullable enable
using Robotics.RobotBridge.Ros2.Cdr;

namespace Robotics.RobotBridge.Ros2.Messages.RmwDdsCommon;

/// <summary><c>rmw_dds_common/msg/NodeEntitiesInfo</c></summary>
public sealed record NodeEntitiesInfo : IMessage<NodeEntitiesInfo>
{
    /// <inheritdoc/>
    public static MessageType Type { get; } = new("rmw_dds_common/msg/NodeEntitiesInfo", "RIHS01_8ffef65ee2d088c63b1e8fcd31e800ba9fc8dbe0ee15ca60d1676de5218087a7");

    /// <summary>Starts with a slash.</summary>
    public string NodeNamespace { get; init; } = "";

    /// <summary>Without namespace.</summary>
    public string NodeName { get; init; } = "";

    /// <summary>Its subscriptions.</summary>
    public RmwDdsCommon.Gid[] ReaderGidSeq { get; init; } = [];

    /// <summary>Its publishers.</summary>
    public RmwDdsCommon.Gid[] WriterGidSeq { get; init; } = [];

    /// <inheritdoc/>
    public static NodeEntitiesInfo Read(ref CdrReader reader) => new()
    {
        NodeNamespace = reader.ReadString(256),
        NodeName = reader.ReadString(256),
        ReaderGidSeq = reader.ReadMessages<RmwDdsCommon.Gid>(),
        WriterGidSeq = reader.ReadMessages<RmwDdsCommon.Gid>(),
    };

    /// <inheritdoc/>
    public void Write(CdrWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteString(NodeNamespace, 256);
        writer.WriteString(NodeName, 256);
        writer.WriteMessages(ReaderGidSeq);
        writer.WriteMessages(WriterGidSeq);
    }
}
