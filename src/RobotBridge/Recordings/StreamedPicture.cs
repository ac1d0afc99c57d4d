using Robotics.Datasets.Mcap;
using Robotics.Perception.Video;
using Robotics.RobotBridge.Node;
using Robotics.RobotBridge.Ros2.Cdr;
using Robotics.RobotBridge.Ros2.Messages.FfmpegImageTransportMsgs;
using Robotics.RobotBridge.Ros2.Messages.FoxgloveMsgs;
using Robotics.RobotBridge.Ros2.Messages.SensorMsgs;

namespace Robotics.RobotBridge.Recordings;

/// <summary>One picture of a camera that sends a video stream.</summary>
/// <param name="Stamp">Nanoseconds.</param>
/// <param name="Codec">Codec of the stream.</param>
/// <param name="Data">The packet.</param>
internal readonly record struct StreamedPicture(long Stamp, PacketCodec Codec, ReadOnlyMemory<byte> Data)
{
    // names of the codecs, and of encoders that older versions of ffmpeg_image_transport write in their place
    private static readonly Dictionary<string, PacketCodec> Codecs = new(StringComparer.OrdinalIgnoreCase)
    {
        ["h264"] = PacketCodec.H264,
        ["libx264"] = PacketCodec.H264,
        ["h264_nvenc"] = PacketCodec.H264,
        ["h264_vaapi"] = PacketCodec.H264,
        ["h265"] = PacketCodec.H265,
        ["hevc"] = PacketCodec.H265,
        ["libx265"] = PacketCodec.H265,
        ["hevc_nvenc"] = PacketCodec.H265,
        ["hevc_vaapi"] = PacketCodec.H265,
        ["vp9"] = PacketCodec.Vp9,
        ["libvpx-vp9"] = PacketCodec.Vp9,
        ["av1"] = PacketCodec.Av1,
        ["libaom-av1"] = PacketCodec.Av1,
        ["libsvtav1"] = PacketCodec.Av1,
        ["av1_nvenc"] = PacketCodec.Av1,
    };

    /// <summary>Reads a message; null where it is no part of a stream, but an image on its own.</summary>
    /// <exception cref="CdrException">The bytes are no such message, its codec is unknown, or it holds depth.</exception>
    public static StreamedPicture? Of(McapMessage message)
    {
        var type = message.Channel.Schema!.Name;
        if (type == CompressedVideo.Type.Name)
        {
            var video = CdrReader.Deserialize<CompressedVideo>(message.Data);
            return Checked(RosTime.Nanoseconds(video.Timestamp), video.Format, video.Data);
        }

        if (type == FFMPEGPacket.Type.Name)
        {
            var packet = CdrReader.Deserialize<FFMPEGPacket>(message.Data);
            return Checked(RosTime.Nanoseconds(packet.Header.Stamp), packet.Encoding, packet.Data);
        }

        return type == CompressedImage.Type.Name && CdrReader.Deserialize<CompressedImage>(message.Data) is var image && Codecs.ContainsKey(image.Format)
            ? Checked(RosTime.Nanoseconds(image.Header.Stamp), image.Format, image.Data) : null;
    }

    private static StreamedPicture Checked(long stamp, string encoding, ReadOnlyMemory<byte> data)
    {
        var forms = encoding.Split(';');
        if (!Codecs.TryGetValue(forms[0], out var codec))
            throw new CdrException($"The picture is encoded as '{encoding}', which is none of h264, h265, vp9 and av1.");
        if (forms.Any(DepthImage.Is))
            throw new CdrException($"The picture (encoding '{encoding}') {DepthImage.Fault}.");
        return data.Length > 0 ? new StreamedPicture(stamp, codec, data) : throw new CdrException("The picture is empty.");
    }
}
