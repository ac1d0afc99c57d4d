namespace Robotics.Datasets.Tests.Fixtures;

/// <summary>A small good dataset of five episodes with two cameras, stages and labels; tests copy and damage it.</summary>
internal static class Sample
{
    public const int Fps = 10;
    public static readonly int[] Lengths = [12, 7, 20, 9, 15];
    public static readonly string[] Cameras = ["front", "wrist"];

    private static readonly Lazy<string> Written = new(() =>
    {
        var folder = new Folder();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => folder.Dispose();
        Write(folder["sample"], Spec(), folder.Root);
        return folder["sample"];
    });

    /// <summary>The dataset; not to be changed.</summary>
    public static string Directory => Written.Value;

    public static DatasetSpec Spec() => new(
        Fps, "test_arm", ["joint1", "joint2", "gripper"], ["dx", "dy"],
        [.. Cameras.Select(name => new CameraSpec(name, 64, 48))],
        new Dictionary<string, (int, int)> { ["train"] = (0, 3), ["holdout"] = (3, 5) });

    /// <summary>A copy that a test may damage.</summary>
    public static string CopyTo(Folder folder)
    {
        Folder.Copy(Directory, folder["copy"]);
        return folder["copy"];
    }

    public static void Write(string directory, DatasetSpec spec, string staging)
    {
        using var writer = new LeRobotDatasetWriter(directory, spec, new FfmpegConcatenator());
        for (var e = 0; e < Lengths.Length; e++)
            writer.Add(Episode(e, Lengths[e], staging));
        writer.Complete();
    }

    public static float State(int episode, int t, int d) => episode + 0.1f * t + 10 * d;

    public static EpisodeRecording Episode(int episode, int length, string staging)
    {
        var (states, actions) = (new float[length, 3], new float[length, 2]);
        for (var t = 0; t < length; t++)
        {
            for (var d = 0; d < 3; d++)
                states[t, d] = State(episode, t, d);
            for (var d = 0; d < 2; d++)
                actions[t, d] = -State(episode, t, d);
        }

        return new EpisodeRecording(
            episode % 2 == 0 ? "pick the cube" : "wipe the table",
            [.. Enumerable.Range(0, length).Select(t => (float)t / Fps)],
            states, actions,
            Cameras.ToDictionary(camera => camera, camera => Video(staging, length)),
            [new StageAnnotation("reach", 0, length / 2), new StageAnnotation("grasp", length / 2, length)],
            new Dictionary<string, string> { ["quality"] = episode % 2 == 0 ? "fluent" : "hesitant", ["success"] = "true" },
            Cameras.ToDictionary(camera => camera, camera => Pixels(episode)));
    }

    public static ImageStatistics Pixels(int episode)
    {
        var statistics = new ImageStatistics();
        statistics.Add(new RgbImage(2, 1, [(byte)(10 * episode), 20, 30, 255, 128, (byte)(40 + episode)]));
        return statistics;
    }

    private static string Video(string staging, int length)
    {
        var path = Path.Combine(staging, $"{length}.mp4");
        return File.Exists(path) ? path : FfmpegConcatenator.Encode(path, 64, 48, Fps, length);
    }
}
