// generated from diagnostic_msgs/DiagnosticStatus.msg by RecordGenerator
#nullable enable
using Robotics.RobotBridge.Ros2.Cdr;

namespace Robotics.RobotBridge.Ros2.Messages.DiagnosticMsgs;

/// <summary><c>diagnostic_msgs/msg/DiagnosticStatus</c></summary>
public sealed record DiagnosticStatus : IMessage<DiagnosticStatus>
{
    /// <inheritdoc/>
    public static MessageType Type { get; } = new("diagnostic_msgs/msg/DiagnosticStatus", "RIHS01_b0e3e692ea2d54a8af2f4ef1930e81556a2db55216b771f8a7d2724ed47bf0e4");

    /// <summary>0 ok, 1 warning, 2 error, 3 stale.</summary>
    public byte Level { get; init; }

    /// <summary>Component.</summary>
    public string Name { get; init; } = "";

    /// <summary>In words.</summary>
    public string Message { get; init; } = "";

    /// <summary>Which device.</summary>
    public string HardwareId { get; init; } = "";

    /// <summary>Numbers behind it.</summary>
    public DiagnosticMsgs.KeyValue[] Values { get; init; } = [];

    /// <inheritdoc/>
    public static DiagnosticStatus Read(ref CdrReader reader) => new()
    {
        Level = reader.Read<byte>(),
        Name = reader.ReadString(),
        Message = reader.ReadString(),
        HardwareId = reader.ReadString(),
        Values = reader.ReadMessages<DiagnosticMsgs.KeyValue>(),
    };

    /// <inheritdoc/>
    public void Write(CdrWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Write(Level);
        writer.WriteString(Name);
        writer.WriteString(Message);
        writer.WriteString(HardwareId);
        writer.WriteMessages(Values);
    }
}
