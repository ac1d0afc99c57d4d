using Robotics.Datasets;
using Robotics.Perception;
using Robotics.RewardModels.Sarm;

namespace Robotics.RewardModels.Baselines;

/// <summary>
/// Ridge regression from the pooled features of all views of one frame to progress: what linear readout of the frozen
/// backbone can do without history, stages or proprioception.
/// </summary>
public sealed class RidgeProgress : IProgressModel
{
    private readonly IReadOnlyList<string> _cameras;
    private readonly TemporalProportions _proportions;
    private readonly float[] _weights;
    private readonly double _bias;
    private readonly int _pooled;

    private RidgeProgress(IReadOnlyList<string> stages, IReadOnlyList<string> cameras, TemporalProportions proportions, int pooled, RidgeSolution solution)
    {
        (Stages, _cameras, _proportions, _pooled) = (stages, cameras, proportions, pooled);
        (_weights, _bias, Lambda) = (solution.Weights, solution.Bias, solution.Lambda);
    }

    /// <inheritdoc/>
    public string Id => "ridge";

    /// <inheritdoc/>
    public IReadOnlyList<string> Stages { get; }

    /// <summary>Regularisation that did best on the fifth of the episodes that was left out to choose it.</summary>
    public double Lambda { get; }

    /// <summary>Fits to the same labels as SARM.</summary>
    /// <param name="episodes">Annotated demonstrations; looked at one at a time, so that they need not be in memory together. The first is taken twice.</param>
    /// <param name="stages">Stage names [K].</param>
    /// <param name="proportions">Share of each stage [K].</param>
    /// <param name="pooledDimension">Leading dimensions of every view to use; all where it has fewer.</param>
    /// <param name="cancellation">Stops between episodes.</param>
    /// <exception cref="DataException">There is no episode, or one lacks annotations or a view.</exception>
    public static RidgeProgress Fit(
        IEnumerable<SarmEpisode> episodes, IReadOnlyList<string> stages, TemporalProportions proportions, int pooledDimension = 1280,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(episodes);
        var first = episodes.FirstOrDefault() ?? throw new DataException("There is no episode to fit a ridge regression to.");
        var cameras = first.Input.Features.Cameras;
        var pooled = Math.Min(pooledDimension, first.Input.Features.Dimension);
        var blocks = episodes.Select(e => (Rows(e.Input.Features, cameras, pooled), Targets(e, stages, proportions)));
        var solution = RidgeRegression.Fit(blocks, cameras.Count * pooled, cancellation);
        return new RidgeProgress(stages, cameras, proportions, pooled, solution);
    }

    /// <inheritdoc/>
    public ProgressTrack Estimate(ProgressInput episode, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(episode);
        var rows = Rows(episode.Features, _cameras, _pooled);
        var progress = new double[episode.Features.Length];
        for (var t = 0; t < progress.Length; t++)
            progress[t] = _bias + Dot(rows.AsSpan(t * _weights.Length, _weights.Length), _weights);
        return ScalarTrack.Of(Id, progress, _proportions);
    }

    /// <inheritdoc/>
    public IProgressStream Open(string task) => new Stream(this);

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private static float[] Targets(SarmEpisode episode, IReadOnlyList<string> stages, TemporalProportions proportions)
    {
        var labels = StageLabels.From(episode.Stages, stages, episode.Length);
        return labels.Stages.Zip(labels.Fractions, (k, tau) => (float)proportions.Progress(k, tau)).ToArray();
    }

    /// <summary>Pooled features [T, V * P] in the order of the cameras.</summary>
    private static float[] Rows(FeatureSequence features, IReadOnlyList<string> cameras, int pooled)
    {
        var views = cameras.Select(c => features.Cameras.ToList().IndexOf(c)).ToArray();
        if (Array.IndexOf(views, -1) is var missing and >= 0)
            throw new DataException($"Camera {cameras[missing]} is missing; the features have {string.Join(", ", features.Cameras)}.");
        var rows = new float[features.Length * views.Length * pooled];
        for (var t = 0; t < features.Length; t++)
            for (var v = 0; v < views.Length; v++)
                Convert(features.Frame(t).Slice(views[v] * features.Dimension, pooled), rows.AsSpan((t * views.Length + v) * pooled));
        return rows;
    }

    private static double Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        double sum = 0;
        for (var i = 0; i < a.Length; i++)
            sum += a[i] * b[i];
        return sum;
    }

    private static void Convert(ReadOnlySpan<Half> from, Span<float> to)
    {
        for (var i = 0; i < from.Length; i++)
            to[i] = (float)from[i];
    }

    private sealed class Stream(RidgeProgress ridge) : IProgressStream
    {
        public ProgressEstimate Push(ReadOnlySpan<Half> features, ReadOnlySpan<float> state)
        {
            var dimension = features.Length / ridge._cameras.Count;
            var progress = ridge._bias;
            for (var v = 0; v < ridge._cameras.Count; v++)
                for (var i = 0; i < ridge._pooled; i++)
                    progress += ridge._weights[v * ridge._pooled + i] * (float)features[v * dimension + i];
            return ScalarTrack.Estimate(progress, ridge._proportions);
        }

        public void Dispose()
        {
        }
    }
}
