using Robotics.Datasets.Statistics;

namespace Robotics.Datasets.LeRobot.Writing;

/// <summary>Computes one episode's statistics of every feature, in the order of the features.</summary>
internal static class EpisodeStatistics
{
    private static readonly HashSet<string> Integers = ["frame_index", "episode_index", "index", "task_index"];

    /// <summary>Whether minimum and maximum of a feature are written as integers.</summary>
    public static bool IsInteger(string feature) => Integers.Contains(feature);

    /// <summary>Whether the numbers of a feature are per channel, written [C][1][1].</summary>
    public static bool IsImage(string feature) => feature.StartsWith(DatasetInfo.CameraPrefix, StringComparison.Ordinal);

    public static Dictionary<string, FeatureStatistics> Of(EpisodeRecording episode, DatasetSpec spec, int index, long from, int task)
    {
        var statistics = new Dictionary<string, FeatureStatistics>();
        if (spec.ActionNames.Count > 0)
            statistics[FrameReader.Action] = FeatureStatistics.Of(episode.Actions);
        if (spec.StateNames.Count > 0)
            statistics[FrameReader.State] = FeatureStatistics.Of(episode.States);
        foreach (var camera in spec.Cameras)
            if (episode.ImageStatistics.TryGetValue(camera.Name, out var pixels) && pixels.Count > 0)
                statistics[DatasetInfo.CameraPrefix + camera.Name] = pixels.Summarize();
        statistics["timestamp"] = FeatureStatistics.Of([.. episode.Timestamps.Select(seconds => (double)seconds)]);
        statistics["frame_index"] = Counter(episode.Length, t => t);
        statistics["episode_index"] = Counter(episode.Length, _ => index);
        statistics["index"] = Counter(episode.Length, t => from + t);
        statistics["task_index"] = Counter(episode.Length, _ => task);
        return statistics;
    }

    private static FeatureStatistics Counter(int frames, Func<int, double> value) =>
        FeatureStatistics.Of([.. Enumerable.Range(0, frames).Select(value)]);
}
