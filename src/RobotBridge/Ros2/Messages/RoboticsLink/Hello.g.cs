// generated from robotics_link/Hello.msg by RecordGenerator
#nullable enable
using Robotics.RobotBridge.Ros2.Cdr;

namespace Robotics.RobotBridge.Ros2.Messages.RoboticsLink;

/// <summary><c>robotics_link/msg/Hello</c></summary>
public sealed record Hello : IMessage<Hello>
{
    /// <inheritdoc/>
    public static MessageType Type { get; } = new("robotics_link/msg/Hello", "RIHS01_b701710d34398d9d6d01705cd7524c704dad785bc8704c66ed3ddf16954a60ed");

    /// <summary>Drawn anew for every connection.</summary>
    public ulong Session { get; init; }

    /// <summary>Identity of the actor's spool.</summary>
    public byte[] Stream { get; init; } = new byte[16];

    /// <summary>The robot's name.</summary>
    public string Actor { get; init; } = "";

    /// <summary>Sequence number of the first record that the spool still holds.</summary>
    public ulong Oldest { get; init; }

    /// <summary>Sequence number of the next record to come.</summary>
    public ulong Next { get; init; }

    /// <summary>Of everything before the oldest record.</summary>
    public uint Check { get; init; }

    /// <inheritdoc/>
    public static Hello Read(ref CdrReader reader) => new()
    {
        Session = reader.Read<ulong>(),
        Stream = reader.ReadArray<byte>(16),
        Actor = reader.ReadString(),
        Oldest = reader.Read<ulong>(),
        Next = reader.Read<ulong>(),
        Check = reader.Read<uint>(),
    };

    /// <inheritdoc/>
    public void Write(CdrWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Write(Session);
        writer.WriteArray<byte>(Stream, 16);
        writer.WriteString(Actor);
        writer.Write(Oldest);
        writer.Write(Next);
        writer.Write(Check);
    }
}
