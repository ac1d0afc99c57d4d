using Robotics.Datasets;

namespace Robotics.Perception.Features;

/// <summary>One camera's view of one episode: the unit of extraction.</summary>
/// <param name="Episode">Episode number.</param>
/// <param name="Camera">Camera name.</param>
/// <param name="Segment">Where its frames are.</param>
/// <param name="Frames">Number of frames.</param>
/// <param name="Fps">Frames per second.</param>
public sealed record EpisodeView(int Episode, string Camera, VideoSegment Segment, int Frames, double Fps)
{
    /// <summary>Every camera's view of an episode, in the dataset's camera order.</summary>
    /// <exception cref="DataException">A camera has no video in this episode.</exception>
    public static IReadOnlyList<EpisodeView> Of(LeRobotDataset dataset, Episode episode)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentNullException.ThrowIfNull(episode);
        if (dataset.Cameras.Count == 0) throw new DataException($"{dataset.Directory}: the dataset has no video to compute features from.");
        return [.. dataset.Cameras.Select(camera => episode.Videos.TryGetValue(camera, out var segment)
            ? new EpisodeView(episode.Index, camera, segment, episode.Length, dataset.Info.Fps)
            : throw new DataException($"{dataset.Directory}, episode {episode.Index}: there is no video of camera {camera}."))];
    }

    /// <summary>The key of this view's features; reads the video file once per process.</summary>
    public FeatureKey Key(string backboneId) => new(VideoFingerprint.Of(Segment.Path), Segment.From, Frames, Fps, backboneId) { Place = Segment.Place };
}
