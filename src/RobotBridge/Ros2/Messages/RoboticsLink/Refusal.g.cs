// generated from robotics_link/Refusal.msg by RecordGenerator
#nullable enable
using Robotics.RobotBridge.Ros2.Cdr;

namespace Robotics.RobotBridge.Ros2.Messages.RoboticsLink;

/// <summary><c>robotics_link/msg/Refusal</c></summary>
public sealed record Refusal : IMessage<Refusal>
{
    /// <inheritdoc/>
    public static MessageType Type { get; } = new("robotics_link/msg/Refusal", "RIHS01_1b1c2bbcb2f15967a770a293107d5b25032145d78826ac9e77ec1e23d573eb86");

    /// <summary>As in the hello.</summary>
    public ulong Session { get; init; }

    /// <summary>Whether trying again cannot help until somebody acts.</summary>
    public bool Final { get; init; }

    /// <summary>In words.</summary>
    public string Reason { get; init; } = "";

    /// <inheritdoc/>
    public static Refusal Read(ref CdrReader reader) => new()
    {
        Session = reader.Read<ulong>(),
        Final = reader.ReadBool(),
        Reason = reader.ReadString(),
    };

    /// <inheritdoc/>
    public void Write(CdrWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Write(Session);
        writer.WriteBool(Final);
        writer.WriteString(Reason);
    }
}
