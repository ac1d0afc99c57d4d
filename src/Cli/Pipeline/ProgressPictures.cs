using Robotics.Cli.Reports.Content;
using Robotics.Datasets;
using Robotics.Perception.Images;
using Robotics.Perception.Video;
using Robotics.RewardModels.Evaluation;
using Robotics.RewardModels.Sarm;

namespace Robotics.Cli.Pipeline;

/// <summary>Curves and filmstrips of recorded episodes; which episodes are shown follows a rule, never a choice.</summary>
internal sealed class ProgressPictures(FeatureSource features, SarmModel model, CancellationToken cancellation)
{
    private const int FilmFrames = 8;
    private const int FilmEdge = 208; // twice the size on the page, for screens of fine pitch
    private const string FilmCamera = "front";

    /// <summary>Worst, median and best episode by mean absolute error; fewer than three episodes are all shown.</summary>
    public IReadOnlyList<EpisodeCurve> Curves(IReadOnlyList<Episode> episodes)
    {
        var truth = new ProgressTruth(features.Dataset, model.Stages, model.Description.Proportions);
        var scored = episodes
            .Select(episode => (Episode: episode, Score: truth.Score(episode, model.Estimate(features.Input(episode), cancellation))))
            .OrderByDescending(e => e.Score.MeanAbsoluteError).ToArray();
        (string Rule, int Place)[] shown = scored.Length switch
        {
            0 => [],
            1 => [("only", 0)],
            2 => [("worst", 0), ("best", 1)],
            var count => [("worst", 0), ("median", count / 2), ("best", count - 1)],
        };
        return [.. shown.Select(s => Curve(s.Rule, scored[s.Place].Episode, scored[s.Place].Score, truth.Name))];
    }

    /// <summary>Seconds from the start of an episode [T].</summary>
    public float[] Seconds(Episode episode) => [.. Enumerable.Range(0, episode.Length).Select(t => t / (float)features.Dataset.Info.Fps)];

    /// <summary>A few frames of an episode, evenly spread.</summary>
    public IReadOnlyList<FilmFrame> Film(Episode episode)
    {
        var camera = episode.Videos.ContainsKey(FilmCamera) ? FilmCamera : features.Dataset.Cameras[0];
        int[] shown = [.. Enumerable.Range(0, FilmFrames).Select(i => i * (episode.Length - 1) / (FilmFrames - 1)).Distinct()];
        using var reader = new FrameBatchReader(features.Dataset.Info.Fps);
        var images = reader.Read([.. shown.Select(t => new FrameRequest(episode.Videos[camera], episode.Length, t))]);
        return [.. shown.Zip(images, (t, image) => new FilmFrame(t, ImageFile.EncodeJpeg(Small(image))))];
    }

    private static RgbImage Small(RgbImage image) =>
        Math.Min(image.Width, image.Height) > FilmEdge ? ImageSizing.ResizeShortestEdge(image, FilmEdge) : image;

    private EpisodeCurve Curve(string rule, Episode episode, ScoredEpisode score, string truthName) => new(
        rule,
        string.Join(", ", new[] { $"episode {episode.Index}", episode.Labels.GetValueOrDefault(KeyframedRecordings.RecordingLabel, ""), episode.Quality() }.Where(part => part.Length > 0)),
        Seconds(episode),
        score.Track.Progress)
    {
        Truth = score.TrueProgress,
        TruthName = truthName,
        Stages = episode.Stages,
        PredictedStages = score.Track.Stages,
        StageNames = model.Stages,
        Frames = Film(episode),
    };
}
