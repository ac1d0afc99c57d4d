using Robotics.Datasets;
using Robotics.Perception.Video;

namespace Robotics.Benchmarks.Memory;

/// <summary>Episodes of a moving gradient, with stages, of any number and equal length.</summary>
internal static class GeneratedDataset
{
    private const int Width = 640;
    private const int Height = 480;
    private const int Fps = 10;
    private static readonly string[] Cameras = ["front"];

    internal static string Write(string directory, int episodes, int frames)
    {
        string clip = Clip(directory + ".mp4", frames);
        var spec = new DatasetSpec(Fps, "arm", ["x", "y"], ["dx"], [.. Cameras.Select(name => new CameraSpec(name, Width, Height))], new Dictionary<string, (int, int)>());
        using var writer = new LeRobotDatasetWriter(directory, spec, new VideoConcatenator());
        for (int e = 0; e < episodes; e++) writer.Add(Episode(e, frames, clip));
        writer.Complete();
        return directory;
    }

    private static EpisodeRecording Episode(int episode, int frames, string clip)
    {
        var states = new float[frames, 2];
        for (int t = 0; t < frames; t++) (states[t, 0], states[t, 1]) = (MathF.Sin(0.1f * (t + episode)), MathF.Cos(0.1f * t));
        var pixels = new ImageStatistics();
        pixels.Add(new RgbImage(1, 1, [10, 20, 30]));
        return new EpisodeRecording(
            "push the block", [.. Enumerable.Range(0, frames).Select(t => (float)t / Fps)], states, new float[frames, 1],
            Cameras.ToDictionary(camera => camera, _ => clip),
            [new("reach", 0, frames / 2), new("push", frames / 2, frames)],
            new Dictionary<string, string>(), Cameras.ToDictionary(camera => camera, _ => pixels));
    }

    private static string Clip(string path, int frames)
    {
        using var writer = new VideoWriter(path, Width, Height, Fps);
        var pixels = new byte[Width * Height * 3];
        for (int t = 0; t < frames; t++)
        {
            for (int i = 0; i < pixels.Length; i++) pixels[i] = (byte)(i / 97 + 3 * t);
            writer.Write(pixels);
        }
        writer.Complete();
        return path;
    }
}
