using Robotics.Perception.Video;

namespace Robotics.Benchmarks.VideoDecode;

/// <summary>Reads frames at random places of files.</summary>
internal static class RandomFrames
{
    internal static IReadOnlyList<(string File, int Frame)> Choose(IReadOnlyList<string> files, int count, int seed)
    {
        var random = new Random(seed);
        var probe = new VideoConcatenator();
        // a few files, as a training batch would see them: opening files is not what is measured
        string[] some = [.. files.Take(4)];
        int[] frames = [.. some.Select(file => probe.Probe(file).Frames)];
        return [.. Enumerable.Range(0, count).Select(_ => random.Next(some.Length)).Select(file => (some[file], random.Next(frames[file])))];
    }

    internal static long OneByOne(IReadOnlyList<(string File, int Frame)> places) => Read(places);

    /// <summary>The same frames in the order of the file: every key-frame group is met once.</summary>
    internal static long Sequentially(IReadOnlyList<(string File, int Frame)> places) =>
        Read([.. places.OrderBy(place => place.File, StringComparer.Ordinal).ThenBy(place => place.Frame)]);

    private static long Read(IReadOnlyList<(string File, int Frame)> places)
    {
        var readers = new Dictionary<string, VideoReader>();
        foreach (var (file, frame) in places)
        {
            if (!readers.TryGetValue(file, out var reader)) readers[file] = reader = new VideoReader(file);
            reader.Seek(frame / reader.FrameRate);
            if (!reader.TryRead(new byte[reader.Width * reader.Height * 3], out _)) throw new InvalidOperationException($"{file} has no frame {frame}");
        }
        foreach (var reader in readers.Values) reader.Dispose();
        return places.Count;
    }
}
