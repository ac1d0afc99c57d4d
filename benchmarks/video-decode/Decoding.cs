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

    /// <summary>Two files side by side, each with one decoder thread.</summary>
    internal static long WithReader(IReadOnlyList<string> files, bool rgb)
    {
        long frames = 0;
        Parallel.ForEach(files, new ParallelOptions { MaxDegreeOfParallelism = 2 }, file => Interlocked.Add(ref frames, Count(file, rgb)));
        return frames;
    }

    private static long Count(string file, bool rgb)
    {
        using var reader = new VideoReader(file);
        var pixels = new byte[reader.Width * reader.Height * 3];
        long frames = 0;
        while (rgb ? reader.TryRead(pixels, out _) : reader.TryAdvance(out _)) frames++;
        return frames;
    }
}
