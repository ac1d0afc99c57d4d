// generated from robotics_link/Welcome.msg by RecordGenerator
#nullable enable
using Robotics.RobotBridge.Ros2.Cdr;

namespace Robotics.RobotBridge.Ros2.Messages.RoboticsLink;

/// <summary><c>robotics_link/msg/Welcome</c></summary>
public sealed record Welcome : IMessage<Welcome>
{
    /// <inheritdoc/>
    public static MessageType Type { get; } = new("robotics_link/msg/Welcome", "RIHS01_627fac5aac6f25685690fbcbea6cfa2b91cd3a0aa7135b28ba29a4a778dd44f4");

    /// <summary>As in the hello.</summary>
    public ulong Session { get; init; }

    /// <summary>Sequence number of the first record that the store lacks.</summary>
    public ulong Next { get; init; }

    /// <summary>Of everything before that record.</summary>
    public uint Check { get; init; }

    /// <inheritdoc/>
    public static Welcome Read(ref CdrReader reader) => new()
    {
        Session = reader.Read<ulong>(),
        Next = reader.Read<ulong>(),
        Check = reader.Read<uint>(),
    };

    /// <inheritdoc/>
    public void Write(CdrWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Write(Session);
        writer.Write(Next);
        writer.Write(Check);
    }
}
