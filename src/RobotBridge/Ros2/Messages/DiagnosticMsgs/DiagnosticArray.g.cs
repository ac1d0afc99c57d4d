// generated from diagnostic_msgs/DiagnosticArray.msg by RecordGenerator
#nullable enable
using Robotics.RobotBridge.Ros2.Cdr;

namespace Robotics.RobotBridge.Ros2.Messages.DiagnosticMsgs;

/// <summary><c>diagnostic_msgs/msg/DiagnosticArray</c></summary>
public sealed record DiagnosticArray : IMessage<DiagnosticArray>
{
    /// <inheritdoc/>
    public static MessageType Type { get; } = new("diagnostic_msgs/msg/DiagnosticArray", "RIHS01_5a8a36efb05fb25070fa0fb3810290c0e6cd4862b54a8fb975a1ee8dc55a333e");

    /// <summary>When it was known.</summary>
    public StdMsgs.Header Header { get; init; } = new();

    /// <summary>One per component.</summary>
    public DiagnosticMsgs.DiagnosticStatus[] Status { get; init; } = [];

    /// <inheritdoc/>
    public static DiagnosticArray Read(ref CdrReader reader) => new()
    {
        Header = StdMsgs.Header.Read(ref reader),
        Status = reader.ReadMessages<DiagnosticMsgs.DiagnosticStatus>(),
    };

    /// <inheritdoc/>
    public void Write(CdrWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        Header.Write(writer);
        writer.WriteMessages(Status);
    }
}
