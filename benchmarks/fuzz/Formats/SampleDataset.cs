using Robotics.Datasets;
using Robotics.Perception.Video;

namespace Robotics.Benchmarks.Fuzz.Formats;

/// <summary>A small sound dataset with all that one can have: two cameras, stages, labels, statistics.</summary>
internal static class SampleDataset
{
    internal const int Fps = 10;

    internal static readonly string[] Cameras = ["front", "wrist"];

    private const int Edge = 64;
    private static readonly int[] Lengths = [7, 5, 9];

    /// <summary>Writes it as v3.0.</summary>
    internal static void Write(string directory)
    {
        var spec = new DatasetSpec(
            Fps, "arm", ["a", "b", "c"], ["x", "y"], [.. Cameras.Select(name => new CameraSpec(name, Edge, Edge))],
            new Dictionary<string, (int, int)> { ["train"] = (0, 2), ["holdout"] = (2, 3) });
        var clips = Directory.CreateTempSubdirectory("fuzz-clips-");
        try
        {
            using var writer = new LeRobotDatasetWriter(directory, spec, new VideoConcatenator());
            for (int e = 0; e < Lengths.Length; e++) writer.Add(Episode(e, clips.FullName));
            writer.Complete();
        }
        finally
        {
            clips.Delete(recursive: true);
        }
    }

    /// <summary>Writes some frames that all differ.</summary>
    internal static string WriteClip(string path, int frames, VideoCodec codec = VideoCodec.H264)
    {
        using var writer = new VideoWriter(path, Edge, Edge, Fps, codec);
        for (int t = 0; t < frames; t++) writer.Write([.. Enumerable.Range(0, Edge * Edge * 3).Select(i => (byte)(i * (t + 3) / 7))]);
        writer.Complete();
        return path;
    }

    private static EpisodeRecording Episode(int e, string clips)
    {
        int length = Lengths[e];
        var (states, actions) = (new float[length, 3], new float[length, 2]);
        for (int t = 0; t < length; t++) (states[t, e % 3], actions[t, t % 2]) = (t, -t);
        var statistics = new ImageStatistics();
        statistics.Add(new RgbImage(2, 1, [(byte)(10 * e), 20, 30, 255, 128, 40]));
        string clip = WriteClip(Path.Combine(clips, $"{e}.mp4"), length);
        return new EpisodeRecording(
            e % 2 == 0 ? "pick" : "place", [.. Enumerable.Range(0, length).Select(t => t / (float)Fps)], states, actions,
            Cameras.ToDictionary(camera => camera, _ => clip),
            [new StageAnnotation("reach", 0, length / 2), new StageAnnotation("grasp", length / 2, length)],
            new Dictionary<string, string> { ["quality"] = "good" }, Cameras.ToDictionary(camera => camera, _ => statistics));
    }
}
