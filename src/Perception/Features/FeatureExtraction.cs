using System.Runtime.ExceptionServices;
using Robotics.Datasets;
using Robotics.Perception.Backbones;

namespace Robotics.Perception.Features;

/// <summary>
/// Fills a store with the features of whole datasets. Every view of every episode is a unit of its own: what the store holds
/// whole is skipped, so an interrupted extraction goes on where it stopped.
/// </summary>
public static class FeatureExtraction
{
    private const int MostNamed = 20;

    /// <summary>Embeds every frame of every view of the episodes that the store does not hold yet.</summary>
    /// <param name="dataset">Where the episodes are.</param>
    /// <param name="episodes">Which of them.</param>
    /// <param name="backbone">With what; called from several threads at once.</param>
    /// <param name="store">Where to.</param>
    /// <param name="progress">Told after every batch of frames.</param>
    /// <param name="cancellation">Stops; whole views stay in the store.</param>
    /// <param name="parallel">Views embedded side by side; 0 for one per processor.</param>
    /// <exception cref="DataException">
    /// Videos are missing or damaged, or the store cannot be written; the message names file, episode and frame. All views whose
    /// video is whole were embedded.
    /// </exception>
    public static FeatureSummary Run(
        LeRobotDataset dataset,
        IReadOnlyList<Episode> episodes,
        IImageBackbone backbone,
        FeatureStore store,
        IProgress<FeatureProgress>? progress,
        CancellationToken cancellation,
        int parallel = 0)
    {
        ArgumentNullException.ThrowIfNull(episodes);
        return Run([.. episodes.SelectMany(episode => EpisodeView.Of(dataset, episode))], backbone, store, progress, cancellation, parallel);
    }

    /// <summary>As the other, for views that come from elsewhere than a dataset.</summary>
    /// <inheritdoc cref="Run(LeRobotDataset, IReadOnlyList{Episode}, IImageBackbone, FeatureStore, IProgress{FeatureProgress}, CancellationToken, int)" path="/exception"/>
    public static FeatureSummary Run(
        IReadOnlyList<EpisodeView> views,
        IImageBackbone backbone,
        FeatureStore store,
        IProgress<FeatureProgress>? progress,
        CancellationToken cancellation,
        int parallel = 0)
    {
        ArgumentNullException.ThrowIfNull(views);
        ArgumentNullException.ThrowIfNull(backbone);
        ArgumentNullException.ThrowIfNull(store);
        ArgumentOutOfRangeException.ThrowIfNegative(parallel);
        var account = new FeatureAccount(views.Sum(view => (long)view.Frames), progress);
        int lanes = Math.Min(parallel == 0 ? Environment.ProcessorCount : parallel, views.Count);
        var queue = new ViewQueue(views);
        try
        {
            Parallel.For(0, lanes, new ParallelOptions { MaxDegreeOfParallelism = Math.Max(lanes, 1), CancellationToken = cancellation }, _ =>
            {
                using var lane = new EmbeddingLane(backbone, store, account);
                lane.Run(queue, cancellation);
            });
        }
        catch (AggregateException faults)
        {
            ExceptionDispatchInfo.Throw(faults.Cause());
        }
        return queue.Faults is { Count: > 0 } left ? throw Together(left, views.Count) : account.Summarise();
    }

    /// <summary>The features of every view of an episode [T, V, D] from the store.</summary>
    /// <param name="dataset">Where the episode is; its camera order is the order of the views.</param>
    /// <param name="episode">Which.</param>
    /// <param name="backboneId">Of which backbone.</param>
    /// <param name="dimension">D that the caller was made for.</param>
    /// <param name="store">Where from.</param>
    /// <exception cref="DataException">A view is not in the store, damaged, or has another dimension.</exception>
    public static FeatureSequence Load(LeRobotDataset dataset, Episode episode, string backboneId, int dimension, FeatureStore store)
    {
        ArgumentNullException.ThrowIfNull(store);
        var views = EpisodeView.Of(dataset, episode);
        var timestamps = new float[episode.Length];
        for (int t = 0; t < timestamps.Length; t++) timestamps[t] = (float)(t / (double)dataset.Info.Fps);
        var features = store.Read([.. views.Select(view => (view.Camera, view.Key(backboneId)))], timestamps);
        return features.Dimension == dimension
            ? features
            : throw new DataException($"{store.Directory}, episode {episode.Index}: features of {backboneId} have {features.Dimension} values, not {dimension}.");
    }

    private static DataException Together(IReadOnlyList<DataException> faults, int views) => faults is [var only]
        ? only
        : new DataException($"{faults.Count} of {views} views cannot be embedded, the others are in the store:\n"
            + string.Join('\n', faults.Take(MostNamed).Select(fault => fault.Message))
            + (faults.Count > MostNamed ? $"\nand {faults.Count - MostNamed} more." : ""));
}
