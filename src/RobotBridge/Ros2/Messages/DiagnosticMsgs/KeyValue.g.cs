// generated from diagnostic_msgs/KeyValue.msg by RecordGenerator
#nullable enable
using Robotics.RobotBridge.Ros2.Cdr;

namespace Robotics.RobotBridge.Ros2.Messages.DiagnosticMsgs;

/// <summary><c>diagnostic_msgs/msg/KeyValue</c></summary>
public sealed record KeyValue : IMessage<KeyValue>
{
    /// <inheritdoc/>
    public static MessageType Type { get; } = new("diagnostic_msgs/msg/KeyValue", "RIHS01_d68081eaa540288c5440753baecef0c4e16e81a5f78ad68902ded5100413bb42");

    /// <summary>What.</summary>
    public string Key { get; init; } = "";

    /// <summary>How much.</summary>
    public string Value { get; init; } = "";

    /// <inheritdoc/>
    public static KeyValue Read(ref CdrReader reader) => new()
    {
        Key = reader.ReadString(),
        Value = reader.ReadString(),
    };

    /// <inheritdoc/>
    public void Write(CdrWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteString(Key);
        writer.WriteString(Value);
    }
}
