// generated from robotics_link/Heartbeat.msg by RecordGenerator
#nullable enable
using Robotics.RobotBridge.Ros2.Cdr;

namespace Robotics.RobotBridge.Ros2.Messages.RoboticsLink;

/// <summary><c>robotics_link/msg/Heartbeat</c></summary>
public sealed record Heartbeat : IMessage<Heartbeat>
{
    /// <inheritdoc/>
    public static MessageType Type { get; } = new("robotics_link/msg/Heartbeat", "RIHS01_be53e251467a181669880f08519d2a82086312f21b4d2844dc55ab3848d9cf74");

    /// <summary>As in the hello.</summary>
    public ulong Session { get; init; }

    /// <inheritdoc/>
    public static Heartbeat Read(ref CdrReader reader) => new()
    {
        Session = reader.Read<ulong>(),
    };

    /// <inheritdoc/>
    public void Write(CdrWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Write(Session);
    }
}
