// generated from foxglove_msgs/CompressedVideo.msg by RecordGenerator
#nullable enable
using Robotics.RobotBridge.Ros2.Cdr;

namespace Robotics.RobotBridge.Ros2.Messages.FoxgloveMsgs;

/// <summary><c>foxglove_msgs/msg/CompressedVideo</c></summary>
public sealed record CompressedVideo : IMessage<CompressedVideo>
{
    /// <inheritdoc/>
    public static MessageType Type { get; } = new("foxglove_msgs/msg/CompressedVideo", "RIHS01_32039eafc3770e589c86c4dabff9c392ce9955ebffd43f5f60763011d43d8d1d");

    /// <summary>Time of the exposure.</summary>
    public BuiltinInterfaces.Time Timestamp { get; init; } = new();

    /// <summary>Coordinate frame of the camera.</summary>
    public string FrameId { get; init; } = "";

    /// <summary>As many packets as one picture takes.</summary>
    public ReadOnlyMemory<byte> Data { get; init; }

    /// <summary>H264, h265, vp9 or av1.</summary>
    public string Format { get; init; } = "";

    /// <inheritdoc/>
    public static CompressedVideo Read(ref CdrReader reader) => new()
    {
        Timestamp = BuiltinInterfaces.Time.Read(ref reader),
        FrameId = reader.ReadString(),
        Data = reader.ReadBytes(),
        Format = reader.ReadString(),
    };

    /// <inheritdoc/>
    public void Write(CdrWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        Timestamp.Write(writer);
        writer.WriteString(FrameId);
        writer.WriteSequence(Data.Span);
        writer.WriteString(Format);
    }
}
