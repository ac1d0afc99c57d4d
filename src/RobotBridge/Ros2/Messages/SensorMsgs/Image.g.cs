// generated from sensor_msgs/Image.msg by RecordGenerator
#nullable enable
using Robotics.RobotBridge.Ros2.Cdr;

namespace Robotics.RobotBridge.Ros2.Messages.SensorMsgs;

/// <summary><c>sensor_msgs/msg/Image</c></summary>
public sealed record Image : IMessage<Image>
{
    /// <inheritdoc/>
    public static MessageType Type { get; } = new("sensor_msgs/msg/Image", "RIHS01_d31d41a9a4c4bc8eae9be757b0beed306564f7526c88ea6a4588fb9582527d47");

    /// <summary>Stamp of the exposure.</summary>
    public StdMsgs.Header Header { get; init; } = new();

    /// <summary>Rows.</summary>
    public uint Height { get; init; }

    /// <summary>Columns.</summary>
    public uint Width { get; init; }

    /// <summary>Rgb8, bgr8, mono8, ....</summary>
    public string Encoding { get; init; } = "";

    /// <summary>Byte order of wide channels.</summary>
    public byte IsBigendian { get; init; }

    /// <summary>Bytes per row.</summary>
    public uint Step { get; init; }

    /// <summary>Height * step bytes.</summary>
    public ReadOnlyMemory<byte> Data { get; init; }

    /// <inheritdoc/>
    public static Image Read(ref CdrReader reader) => new()
    {
        Header = StdMsgs.Header.Read(ref reader),
        Height = reader.Read<uint>(),
        Width = reader.Read<uint>(),
        Encoding = reader.ReadString(),
        IsBigendian = reader.Read<byte>(),
        Step = reader.Read<uint>(),
        Data = reader.ReadBytes(),
    };

    /// <inheritdoc/>
    public void Write(CdrWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        Header.Write(writer);
        writer.Write(Height);
        writer.Write(Width);
        writer.WriteString(Encoding);
        writer.Write(IsBigendian);
        writer.Write(Step);
        writer.WriteSequence(Data.Span);
    }
}
