using Robotics.Cli.Runs;
using Robotics.Datasets;
using Robotics.Policy.Imitation;
using Robotics.RewardModels.Learning;

namespace Robotics.Cli.Pipeline;

/// <summary>Trains one policy by behaviour cloning, plain or reward-aligned.</summary>
internal static class PolicyTrainingStep
{
    /// <summary>Trains, or continues an interrupted training, and writes the policy folder.</summary>
    /// <param name="demonstrations">Loaded from <paramref name="episodes"/>, in their order.</param>
    /// <param name="episodes">The episodes that the demonstrations are.</param>
    /// <param name="settings">Network, training and weighting.</param>
    /// <param name="progress">Progress of an episode [T], from which reward-aligned weights are made; null where none are.</param>
    /// <param name="seed">First weights, batches and augmentation.</param>
    /// <param name="run">The run that the training belongs to.</param>
    /// <param name="name">Folder of the training within the run.</param>
    /// <param name="report">Told of every step.</param>
    /// <param name="cancellation">Stops between two steps, with a checkpoint.</param>
    /// <returns>The weights; null for plain behaviour cloning.</returns>
    public static RewardAlignedWeights? Run(
        Demonstrations demonstrations,
        IReadOnlyList<Episode> episodes,
        PolicySettings settings,
        Func<Episode, float[]>? progress,
        ulong seed,
        RunFolder run,
        string name,
        Action<TrainingMetrics> report,
        CancellationToken cancellation)
    {
        var weights = settings.Weighting == Weighting.RewardAligned ? Weights(episodes, settings, progress) : null;
        var weighted = weights is null ? demonstrations : demonstrations.With(weights);
        using var trainer = new BehaviourCloningTrainer(settings, weighted, seed);
        TrainingLoop.Run(trainer, run, name, report, cancellation);
        new PolicyFolder(run.PathOf(name)).Write(trainer);
        return weights;
    }

    private static RewardAlignedWeights Weights(IReadOnlyList<Episode> episodes, PolicySettings settings, Func<Episode, float[]>? progress)
    {
        if (progress is null)
            throw new DataException("Reward-aligned training needs the progress of every frame. Relabel the dataset with a reward model first, or name the progress file.");
        return RewardAlignedWeights.Compute(
            [.. episodes.Select(progress)], settings.ChunkSize, settings.Kappa, episodeNumbers: [.. episodes.Select(e => e.Index)]);
    }
}
