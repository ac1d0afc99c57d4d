// generated from ffmpeg_image_transport_msgs/FFMPEGPacket.msg by RecordGenerator
#nullable enable
using Robotics.RobotBridge.Ros2.Cdr;

namespace Robotics.RobotBridge.Ros2.Messages.FfmpegImageTransportMsgs;

/// <summary><c>ffmpeg_image_transport_msgs/msg/FFMPEGPacket</c></summary>
public sealed record FFMPEGPacket : IMessage<FFMPEGPacket>
{
    /// <inheritdoc/>
    public static MessageType Type { get; } = new("ffmpeg_image_transport_msgs/msg/FFMPEGPacket", "RIHS01_648d84e0d33cbf76daf54b094d8f06154b8a24800a19c14371754df799fbaf79");

    /// <summary>Stamp of the exposure.</summary>
    public StdMsgs.Header Header { get; init; } = new();

    /// <summary>Columns of the picture.</summary>
    public int Width { get; init; }

    /// <summary>Rows of the picture.</summary>
    public int Height { get; init; }

    /// <summary>Codec, then the forms that the pixels had before, with semicolons between.</summary>
    public string Encoding { get; init; } = "";

    /// <summary>Number of the picture.</summary>
    public ulong Pts { get; init; }

    /// <summary>1 where it is a key frame.</summary>
    public byte Flags { get; init; }

    /// <summary>Order of bytes in pixels of more than one.</summary>
    public bool IsBigendian { get; init; }

    /// <summary>The packet.</summary>
    public ReadOnlyMemory<byte> Data { get; init; }

    /// <inheritdoc/>
    public static FFMPEGPacket Read(ref CdrReader reader) => new()
    {
        Header = StdMsgs.Header.Read(ref reader),
        Width = reader.Read<int>(),
        Height = reader.Read<int>(),
        Encoding = reader.ReadString(),
        Pts = reader.Read<ulong>(),
        Flags = reader.Read<byte>(),
        IsBigendian = reader.ReadBool(),
        Data = reader.ReadBytes(),
    };

    /// <inheritdoc/>
    public void Write(CdrWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        Header.Write(writer);
        writer.Write(Width);
        writer.Write(Height);
        writer.WriteString(Encoding);
        writer.Write(Pts);
        writer.Write(Flags);
        writer.WriteBool(IsBigendian);
        writer.WriteSequence(Data.Span);
    }
}
