// generated from rmw_dds_common/ParticipantEntitiesInfo.msg by RecordGenerator
#nullable enable
using Robotics.RobotBridge.Ros2.Cdr;

namespace Robotics.RobotBridge.Ros2.Messages.RmwDdsCommon;

/// <summary><c>rmw_dds_common/msg/ParticipantEntitiesInfo</c></summary>
public sealed record ParticipantEntitiesInfo : IMessage<ParticipantEntitiesInfo>
{
    /// <inheritdoc/>
    public static MessageType Type { get; } = new("rmw_dds_common/msg/ParticipantEntitiesInfo", "RIHS01_91a0593bacdcc50ea9bdcf849a938b128412cc1ea821245c663bcd26f83c295e");

    /// <summary>The participant.</summary>
    public RmwDdsCommon.Gid Gid { get; init; } = new();

    /// <summary>Its nodes.</summary>
    public RmwDdsCommon.NodeEntitiesInfo[] NodeEntitiesInfoSeq { get; init; } = [];

    /// <inheritdoc/>
    public static ParticipantEntitiesInfo Read(ref CdrReader reader) => new()
    {
        Gid = RmwDdsCommon.Gid.Read(ref reader),
        NodeEntitiesInfoSeq = reader.ReadMessages<RmwDdsCommon.NodeEntitiesInfo>(),
    };

    /// <inheritdoc/>
    public void Write(CdrWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        Gid.Write(writer);
        writer.WriteMessages(NodeEntitiesInfoSeq);
    }
}
