using Robotics.Perception.Video;
using Robotics.Policy.Rollout;

namespace Robotics.Cli.Pipeline;

/// <summary>A small video of a rollout, fit to be put into a report.</summary>
internal static class RolloutVideo
{
    private const int FramesPerSecond = 10;
    private const int Quality = 26;

    /// <summary>Writes what one camera saw; nothing where the rollout saw nothing.</summary>
    public static void Write(RolloutRecording film, string camera, string path)
    {
        if (film.Observations.Count == 0) return;
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var first = film.Observations[0].Images[camera];
        using var video = new VideoWriter(path, first.Width, first.Height, FramesPerSecond, crf: Quality);
        foreach (var frame in film.Frames(camera)) video.Write(frame.Pixels);
        video.Complete();
    }
}
