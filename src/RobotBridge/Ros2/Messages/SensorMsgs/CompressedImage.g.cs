// generated from sensor_msgs/CompressedImage.msg by RecordGenerator
#nullable enable
using Robotics.RobotBridge.Ros2.Cdr;

namespace Robotics.RobotBridge.Ros2.Messages.SensorMsgs;

/// <summary><c>sensor_msgs/msg/CompressedImage</c></summary>
public sealed record CompressedImage : IMessage<CompressedImage>
{
    /// <inheritdoc/>
    public static MessageType Type { get; } = new("sensor_msgs/msg/CompressedImage", "RIHS01_15640771531571185e2efc8a100baf923961a4d15d5569652e6cb6691e8e371a");

    /// <summary>Stamp of the exposure.</summary>
    public StdMsgs.Header Header { get; init; } = new();

    /// <summary>Jpeg, png, ....</summary>
    public string Format { get; init; } = "";

    /// <summary>The file.</summary>
    public ReadOnlyMemory<byte> Data { get; init; }

    /// <inheritdoc/>
    public static CompressedImage Read(ref CdrReader reader) => new()
    {
        Header = StdMsgs.Header.Read(ref reader),
        Format = reader.ReadString(),
        Data = reader.ReadBytes(),
    };

    /// <inheritdoc/>
    public void Write(CdrWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        Header.Write(writer);
        writer.WriteString(Format);
        writer.WriteSequence(Data.Span);
    }
}
