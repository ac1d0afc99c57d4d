// generated from rmw_dds_common/Gid.msg by RecordGenerator
#nullable enable
using Robotics.RobotBridge.Ros2.Cdr;

namespace Robotics.RobotBridge.Ros2.Messages.RmwDdsCommon;

/// <summary><c>rmw_dds_common/msg/Gid</c></summary>
public sealed record Gid : IMessage<Gid>
{
    /// <inheritdoc/>
    public static MessageType Type { get; } = new("rmw_dds_common/msg/Gid", "RIHS01_ab6f21cfbb0a6dbb837161e1110c2051a2850ed9f9c53944d7115d9bcebedf71");

    /// <summary>DDS entity id.</summary>
    public byte[] Data { get; init; } = new byte[16];

    /// <inheritdoc/>
    public static Gid Read(ref CdrReader reader) => new()
    {
        Data = reader.ReadArray<byte>(16),
    };

    /// <inheritdoc/>
    public void Write(CdrWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteArray<byte>(Data, 16);
    }
}
