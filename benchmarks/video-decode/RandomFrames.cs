using System.Diagnostics;
using System.Globalization;
using Robotics.Datasets;
using Robotics.Perception.Video;

namespace Robotics.Benchmarks.VideoDecode;

/// <summary>Frames at random places of some files, read in several ways.</summary>
internal sealed class RandomFrames
{
    // a few files, as a v3.0 dataset has them
    private const int MostFiles = 4;

    private readonly Dictionary<string, (int Frames, double Fps, double[] KeyFrames)> _files;
    private readonly (string File, int Frame)[] _places;

    internal RandomFrames(IReadOnlyList<string> files, int count, int seed)
    {
        var (random, probe) = (new Random(seed), new VideoConcatenator());
        string[] some = [.. files.Take(MostFiles)];
        _files = some.ToDictionary(file => file, file => probe.Probe(file) is var info ? (info.Frames, info.Fps, KeyFrames(file)) : default);
        _places = [.. Enumerable.Range(0, count).Select(_ => some[random.Next(some.Length)]).Select(file => (file, random.Next(_files[file].Frames)))];
    }

    /// <summary>The yardstick: every key-frame group that holds a wanted frame is decoded once, whole, in the file's order.</summary>
    internal long GroupsInOrder()
    {
        foreach (var file in _places.GroupBy(place => place.File))
        {
            var (_, fps, keyFrames) = _files[file.Key];
            var wanted = file.Select(place => place.Frame).ToHashSet();
            using var reader = new VideoReader(file.Key);
            var rgb = new byte[reader.Width * reader.Height * 3];
            var groups = wanted.Select(frame => Array.FindLastIndex(keyFrames, key => key <= frame / fps + 1e-3)).Distinct().Order();
            foreach (int group in groups) DecodeGroup(reader, keyFrames[group], group + 1 < keyFrames.Length ? keyFrames[group + 1] : double.PositiveInfinity, wanted, fps, rgb);
        }
        return _places.Length;
    }

    /// <summary>All frames as one batch, handed out in the order asked.</summary>
    internal long AsBatch()
    {
        using var reader = new FrameBatchReader(_files.Values.First().Fps);
        return reader.Read([.. _places.Select(place => new FrameRequest(new VideoSegment(place.File, 0, double.MaxValue), _files[place.File].Frames, place.Frame))]).Count;
    }

    /// <summary>One frame after the other in the order asked.</summary>
    internal long OneByOne()
    {
        var readers = _files.Keys.ToDictionary(file => file, file => new VideoReader(file));
        foreach (var (file, frame) in _places)
        {
            var reader = readers[file];
            reader.Seek(frame / _files[file].Fps);
            if (!reader.TryRead(new byte[reader.Width * reader.Height * 3], out _)) throw new InvalidOperationException($"{file} has no frame {frame}");
        }
        foreach (var reader in readers.Values) reader.Dispose();
        return _places.Length;
    }

    private static void DecodeGroup(VideoReader reader, double from, double to, HashSet<int> wanted, double fps, byte[] rgb)
    {
        reader.Seek(from);
        // wanted frames are converted to RGB, the others only decoded
        for (int frame = (int)Math.Round(from * fps); frame / fps < to - 1e-3; frame++)
            if (!(wanted.Contains(frame) ? reader.TryRead(rgb, out _) : reader.TryAdvance(out _))) return;
    }

    // seconds of the key frames by FFmpeg's own program
    private static double[] KeyFrames(string file)
    {
        string[] arguments = ["-v", "error", "-select_streams", "v:0", "-show_entries", "packet=pts_time,flags", "-of", "csv=p=0", file];
        using var process = Process.Start(new ProcessStartInfo("ffprobe", arguments) { RedirectStandardOutput = true })!;
        string[] lines = process.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        process.WaitForExit();
        return [.. lines.Select(line => line.Split(',')).Where(fields => fields[1].Contains('K')).Select(fields => double.Parse(fields[0], CultureInfo.InvariantCulture)).Order()];
    }
}
