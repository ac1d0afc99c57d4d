using Robotics.Cli.Pipeline;
using Robotics.Cli.Reports.Content;
using Robotics.Datasets;
using Robotics.Policy.Imitation;
using Robotics.RewardModels.Sarm;

namespace Robotics.Cli.Demo;

/// <summary>Curves, filmstrips and videos of the report; which episodes are shown follows a rule, never a choice.</summary>
internal sealed class DemoPictures : IDisposable
{
    private const string VideoCamera = "front";
    private static readonly string[] Qualities = ["fluent", "hesitant", "failing"];
    private readonly DemoSettings _settings;
    private readonly DemoFolders _folders;
    private readonly LeRobotDataset _dataset;
    private readonly SarmModel _model;
    private readonly ProgressPictures _progress;

    public DemoPictures(DemoSettings settings, DemoFolders folders, StepContext context)
    {
        (_settings, _folders) = (settings, folders);
        _dataset = LeRobotDataset.Open(folders.Mixed);
        _model = folders.RewardModel.Load();
        _progress = new ProgressPictures(FeatureSource.Open(_dataset, settings.Backbone, folders.Features, context), _model, context.Cancellation);
    }

    /// <summary>Stage names in order [K].</summary>
    public IReadOnlyList<string> StageNames => _model.Stages;

    /// <summary>Worst, median and best held-out demonstration by mean absolute error.</summary>
    public IReadOnlyList<EpisodeCurve> HeldOutCurves() => _progress.Curves(_dataset.Split("holdout"));

    /// <summary>The weights over the first demonstration of each quality.</summary>
    public IReadOnlyList<WeightedEpisode> WeightedEpisodes()
    {
        var train = _dataset.Split("train");
        var shown = Qualities.Select(quality => train.FirstOrDefault(e => e.Quality() == quality)).OfType<Episode>();
        var labels = Labels();
        return [.. shown.Select(episode => Weighted(episode, labels.Slice(episode)))];
    }

    /// <summary>The weights of the training split in a few numbers.</summary>
    public WeightSummary Weights()
    {
        var train = _dataset.Split("train");
        var labels = Labels();
        var weights = RewardAlignedWeights.Compute(
            [.. train.Select(e => labels.Slice(e).Column("progress"))], _settings.Relabel.ChunkSize, _settings.Relabel.Kappa, _settings.Relabel.Epsilon);
        return new WeightSummary(
            _settings.Relabel.Kappa, weights.Mean, weights.EffectiveSampleSize, weights.Frames, weights.ZeroShare, weights.FullShare)
        {
            Groups = [.. train.Select((episode, i) => (Quality: episode.Quality(), Weights: weights[i])).GroupBy(e => e.Quality)
                .Select(g => new GroupWeight(g.Key, g.Count(), g.SelectMany(e => e.Weights).Average()))],
        };
    }

    /// <summary>The same initial state under every policy.</summary>
    public IReadOnlyList<PolicyVideo> Videos() =>
        [.. _settings.Policies.Where(policy => File.Exists(_folders.Video(policy))).Select(Video)];

    public void Dispose() => _model.Dispose();

    private PolicyVideo Video(PolicyVariant policy)
    {
        var first = _folders.Rollouts(policy, _settings.PolicySeeds[0]).Read()[0];
        var ending = first.Success ? "success" : $"stopped in '{DemoSettings.Stages[Math.Clamp(first.FinalStage, 0, DemoSettings.Stages.Count - 1)]}'";
        return new PolicyVideo(
            policy.Title, $"initial state {first.Seed}, {VideoCamera} camera, {first.Steps} steps, {ending}", first.Success, File.ReadAllBytes(_folders.Video(policy)));
    }

    private FrameTable Labels() => FrameTable.Read(Path.Combine(_folders.Mixed, RewardLabelsFile.FileName));

    private WeightedEpisode Weighted(Episode episode, FrameTable labels)
    {
        var progress = labels.Column("progress");
        var last = progress.Length - 1;
        float[] deltas = [.. progress.Select((p, t) => progress[Math.Min(t + _settings.Relabel.ChunkSize, last)] - p)];
        return new WeightedEpisode($"episode {episode.Index}, {episode.Quality()}", _progress.Seconds(episode), progress, deltas, labels.Column("weight"))
        {
            Frames = _progress.Film(episode),
        };
    }
}
