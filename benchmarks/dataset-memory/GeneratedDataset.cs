using Robotics.Datasets;
using Robotics.Perception.Video;

namespace Robotics.Benchmarks.DatasetMemory;

/// <summary>A dataset of as many equal episodes as wanted: 26 joints, two cameras, stages, statistics.</summary>
internal static class GeneratedDataset
{
    private const int Fps = 30;
    private const int Length = 120;
    private const int Joints = 26;
    private const int Edge = 64;

    private static readonly string[] Cameras = ["front", "wrist"];

    internal static void Write(string directory, int episodes)
    {
        string clip = directory + ".mp4";
        using (var video = new VideoWriter(clip, Edge, Edge, Fps))
        {
            for (int t = 0; t < Length; t++) video.Write([.. Enumerable.Range(0, Edge * Edge * 3).Select(i => (byte)(i * (t + 3) / 7))]);
            video.Complete();
        }
        string[] joints = [.. Enumerable.Range(0, Joints).Select(joint => $"joint{joint}")];
        var spec = new DatasetSpec(Fps, "generated", joints, joints, [.. Cameras.Select(name => new CameraSpec(name, Edge, Edge))], new Dictionary<string, (int, int)>());
        using var writer = new LeRobotDatasetWriter(directory, spec, new VideoConcatenator());
        for (int e = 0; e < episodes; e++) writer.Add(Episode(e, clip));
        writer.Complete();
    }

    private static EpisodeRecording Episode(int e, string clip)
    {
        var random = new Random(e);
        var (states, actions) = (new float[Length, Joints], new float[Length, Joints]);
        for (int t = 0; t < Length; t++)
            for (int joint = 0; joint < Joints; joint++) (states[t, joint], actions[t, joint]) = (random.NextSingle(), random.NextSingle());
        var pixels = new ImageStatistics();
        pixels.Add(new RgbImage(2, 1, [10, 20, 30, 255, 128, 40]));
        return new EpisodeRecording(
            "generated", [.. Enumerable.Range(0, Length).Select(t => t / (float)Fps)], states, actions, Cameras.ToDictionary(camera => camera, _ => clip),
            [new StageAnnotation("reach", 0, Length / 2), new StageAnnotation("grasp", Length / 2, Length)],
            new Dictionary<string, string>(), Cameras.ToDictionary(camera => camera, _ => pixels));
    }
}
