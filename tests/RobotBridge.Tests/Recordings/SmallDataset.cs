using Robotics.Datasets;
using Robotics.Perception.Video;

namespace Robotics.RobotBridge.Tests.Recordings;

/// <summary>A dataset of two short episodes with two cameras, three joints, two actions, stages and labels.</summary>
internal static class SmallDataset
{
    private const int Fps = 20;

    /// <summary>Writes it.</summary>
    /// <param name="folder">Where.</param>
    /// <param name="first">Name of a camera.</param>
    /// <param name="second">Name of the other.</param>
    public static LeRobotDataset Write(Folder folder, string first = "front", string second = "wrist")
    {
        string[] cameras = [first, second];
        var spec = new DatasetSpec(
            Fps, "test_arm", ["joint1", "joint2", "gripper"], ["dx", "dy"], [.. cameras.Select(camera => new CameraSpec(camera, 64, 48))],
            new Dictionary<string, (int, int)>());
        using (var writer = new LeRobotDatasetWriter(folder["small"], spec, new VideoConcatenator()))
        {
            writer.Add(Episode(folder, cameras, 0, 12));
            writer.Add(Episode(folder, cameras, 1, 20));
            writer.Complete();
        }

        return LeRobotDataset.Open(folder["small"]);
    }

    private static EpisodeRecording Episode(Folder folder, string[] cameras, int episode, int length)
    {
        var random = new Random(episode);
        var (states, actions) = (new float[length, 3], new float[length, 2]);
        for (var t = 0; t < length; t++)
        {
            for (var i = 0; i < 3; i++)
                states[t, i] = random.NextSingle() * 6 - 3;
            for (var i = 0; i < 2; i++)
                actions[t, i] = random.NextSingle() * 2 - 1;
        }

        return new EpisodeRecording(
            "pick the cube", [.. Enumerable.Range(0, length).Select(t => (float)t / Fps)], states, actions,
            cameras.ToDictionary(camera => camera, camera => Video(folder, camera, episode, length)),
            [new StageAnnotation("reach", 0, 4), new StageAnnotation("carry", 4, 9)],
            new Dictionary<string, string> { ["quality"] = "fluent" },
            new Dictionary<string, ImageStatistics>());
    }

    // a bar that moves over a gradient: no two frames are alike
    private static string Video(Folder folder, string camera, int episode, int length)
    {
        var path = folder[$"{camera}{episode}.mp4"];
        using var writer = new VideoWriter(path, 64, 48, Fps);
        var pixels = new byte[64 * 48 * 3];
        for (var t = 0; t < length; t++)
        {
            for (var i = 0; i < pixels.Length; i++)
            {
                var (x, y) = (i / 3 % 64, i / 3 / 64);
                pixels[i] = (byte)(x / 4 == t % 16 ? 230 : 40 + x + y + (camera == "front" ? 0 : 40));
            }

            writer.Write(pixels);
        }

        writer.Complete();
        return path;
    }
}
