// generated from robotics_link/Stored.msg by RecordGenerator
#nullable enable
using Robotics.RobotBridge.Ros2.Cdr;

namespace Robotics.RobotBridge.Ros2.Messages.RoboticsLink;

/// <summary><c>robotics_link/msg/Stored</c></summary>
public sealed record Stored : IMessage<Stored>
{
    /// <inheritdoc/>
    public static MessageType Type { get; } = new("robotics_link/msg/Stored", "RIHS01_67ec4a62ae8e4e7674b9e98b2f384fb9da7958a375ad2b431abd5998a8764144");

    /// <summary>As in the hello.</summary>
    public ulong Session { get; init; }

    /// <summary>Sequence number of the first record that is not yet safe on the learner's disk.</summary>
    public ulong Next { get; init; }

    /// <inheritdoc/>
    public static Stored Read(ref CdrReader reader) => new()
    {
        Session = reader.Read<ulong>(),
        Next = reader.Read<ulong>(),
    };

    /// <inheritdoc/>
    public void Write(CdrWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Write(Session);
        writer.Write(Next);
    }
}
