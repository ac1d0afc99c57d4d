using System.Diagnostics;
using Robotics.Perception.Video;

namespace Robotics.Benchmarks.VideoDecode;

/// <summary>Decodes whole files.</summary>
internal static class Decoding
{
    internal static long WithFfmpeg(IReadOnlyList<string> files)
    {
        foreach (string file in files)
        {
            string[] arguments = ["-nostdin", "-v", "error", "-threads", "2", "-i", file, "-f", "null", "-"];
            using var process = Process.Start(new ProcessStartInfo("ffmpeg", arguments))!;
            process.WaitForExit();
            if (process.ExitCode != 0) throw new InvalidOperationException($"ffmpeg failed on {file}");
        }
        var probe = new VideoConcatenator();
        return files.Sum(file => (long)probe.Probe(file).Frames);
    }

    /// <summary>Two readers with one decoder thread each, side by side: on two files, or on the halves of a lone one, as on its episodes.</summary>
    internal static long WithReader(IReadOnlyList<string> files, bool rgb)
    {
        int parts = files.Count == 1 ? 2 : 1;
        long frames = 0;
        Parallel.For(0, files.Count * parts, new ParallelOptions { MaxDegreeOfParallelism = 2 }, i =>
            Interlocked.Add(ref frames, Count(files[i / parts], rgb, i % parts, parts)));
        return frames;
    }

    private static long Count(string file, bool rgb, int part, int parts)
    {
        using var reader = new VideoReader(file);
        var (from, to) = (Part(part), Part(part + 1));
        if (from > 0) reader.Seek(from / reader.FrameRate);
        var pixels = new byte[reader.Width * reader.Height * 3];
        long frames = 0;
        while (frames < to - from && (rgb ? reader.TryRead(pixels, out _) : reader.TryAdvance(out _))) frames++;
        return frames;

        long Part(int p) => (long)reader.Info.Frames * p / parts;
    }
}
