using Robotics.Datasets;
using Robotics.Perception.Video;

namespace Robotics.RobotBridge.Tests.Recordings;

/// <summary>What an imported dataset holds, as numbers of the frames that were recorded.</summary>
internal static class ImportedFrames
{
    /// <summary>Which recorded frame each image of a camera shows, by its grey level.</summary>
    public static int[] Shown(LeRobotDataset dataset, Episode episode, string camera) =>
        [.. EpisodeVideo.Read(episode.Videos[camera], episode.Length, dataset.Info.Fps)
            .Select(image => (int)Math.Round((image.Pixels.Average(level => (double)level) - 20) / 9))];
}
