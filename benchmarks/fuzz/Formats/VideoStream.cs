using System.Diagnostics;

namespace Robotics.Benchmarks.Fuzz.Formats;

/// <summary>A video as a camera streams it: H.264 with a key frame every third picture, cut where FFmpeg's program put delimiters.</summary>
internal static class VideoStream
{
    private static ReadOnlySpan<byte> Delimiter => [0, 0, 0, 1, 9];

    internal static IReadOnlyList<byte[]> Of(string video)
    {
        var info = new ProcessStartInfo(
            "ffmpeg", ["-v", "error", "-i", video, "-c:v", "libx264", "-bf", "0", "-x264-params", "aud=1:keyint=3:scenecut=0", "-f", "h264", "-"])
        {
            RedirectStandardOutput = true,
        };
        using var ffmpeg = Process.Start(info)!;
        using var stream = new MemoryStream();
        ffmpeg.StandardOutput.BaseStream.CopyTo(stream);
        ffmpeg.WaitForExit();
        return Cut(stream.ToArray());
    }

    private static List<byte[]> Cut(byte[] stream)
    {
        var pictures = new List<byte[]>();
        for (int at = 0; at < stream.Length;)
        {
            int next = stream.AsSpan(at + 1).IndexOf(Delimiter);
            int end = next < 0 ? stream.Length : at + 1 + next;
            pictures.Add(stream[at..end]);
            at = end;
        }
        return pictures;
    }
}
