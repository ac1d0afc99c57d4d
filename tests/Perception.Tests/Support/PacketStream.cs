using System.Text.Json.Nodes;

namespace Robotics.Perception.Tests.Support;

/// <summary>A video that FFmpeg's own program encoded as cameras stream it, cut into packets by ffprobe.</summary>
internal sealed class PacketStream
{
    /// <summary>Pictures from one key frame to the next.</summary>
    internal const int Group = 8;

    private static readonly Dictionary<string, (string Extension, string[] Options)> Encoders = new()
    {
        ["h264"] = ("h264", ["-c:v", "libx264", "-bf", "0", "-x264-params", $"keyint={Group}:min-keyint={Group}:scenecut=0"]),
        ["h264 with B frames"] = ("h264", ["-c:v", "libx264", "-bf", "3", "-x264-params", $"keyint={Group}:min-keyint={Group}:scenecut=0:b-adapt=0"]),
        ["h265"] = ("hevc", ["-c:v", "libx265", "-x265-params", $"log-level=none:bframes=0:keyint={Group}:min-keyint={Group}:scenecut=0:open-gop=0:repeat-headers=1"]),
        ["vp9"] = ("ivf", ["-c:v", "libvpx-vp9", "-deadline", "realtime", "-lag-in-frames", "0", "-g", $"{Group}"]),
        ["av1"] = ("ivf", ["-c:v", "libaom-av1", "-usage", "realtime", "-cpu-used", "8", "-lag-in-frames", "0", "-g", $"{Group}"]),
    };

    private PacketStream(string file, IReadOnlyList<byte[]> packets) => (File, Packets) = (file, packets);

    /// <summary>The same pictures as a file.</summary>
    internal string File { get; }

    /// <summary>The bytes of each picture.</summary>
    internal IReadOnlyList<byte[]> Packets { get; }

    /// <summary>Encodes FFmpeg's test picture.</summary>
    /// <param name="path">Of the file, without its ending.</param>
    /// <param name="codec">One of the codecs above.</param>
    /// <param name="pictures">How many.</param>
    internal static PacketStream Write(string path, string codec, int pictures) =>
        Encode(path, codec, "-f", "lavfi", "-i", "testsrc2=s=128x96:r=10", "-frames:v", $"{pictures}");

    /// <summary>Encodes a video again.</summary>
    /// <inheritdoc cref="Write"/>
    internal static PacketStream Of(string video, string path, string codec) => Encode(path, codec, "-i", video);

    private static PacketStream Encode(string path, string codec, params string[] input)
    {
        var (extension, options) = Encoders[codec];
        var file = $"{path}.{extension}";
        FfmpegTool.Run("ffmpeg", ["-v", "error", .. input, "-pix_fmt", "yuv420p", .. options, file]);
        var packets = JsonNode.Parse(FfmpegTool.Run("ffprobe", "-v", "error", "-show_packets", "-show_data", "-of", "json", file))!["packets"]!.AsArray();
        return new PacketStream(file, [.. packets.Select(packet => Bytes((string)packet!["data"]!))]);
    }

    // lines such as "00000010: 6742 c00a  gB.."
    private static byte[] Bytes(string dump) =>
        [.. dump.Split('\n', StringSplitOptions.RemoveEmptyEntries).SelectMany(line => Convert.FromHexString(line[10..49].Replace(" ", "", StringComparison.Ordinal)))];
}
