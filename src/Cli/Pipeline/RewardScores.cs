using Robotics.RewardModels.Evaluation;

namespace Robotics.Cli.Pipeline;

/// <summary>One reward model's agreement with the truth.</summary>
/// <param name="Name">Key in the results: <c>sarm</c>, <c>ridge</c>, <c>clock</c>.</param>
/// <param name="Title">What the report calls it.</param>
/// <param name="Metrics">Over all held-out episodes.</param>
/// <param name="ByQuality">The same per quality of demonstration.</param>
/// <param name="VocReversed">Rank correlation with time on the videos played backwards.</param>
/// <param name="Rollouts">Rollouts judged from progress alone; null where the dataset has none to judge.</param>
internal sealed record RewardScores(
    string Name,
    string Title,
    ProgressMetrics Metrics,
    IReadOnlyDictionary<string, ProgressMetrics> ByQuality,
    BootstrapInterval VocReversed,
    RolloutScore? Rollouts)
{
    /// <summary>The figures under the names of <c>results.json</c>.</summary>
    public IEnumerable<(string Key, double Value)> Figures()
    {
        yield return ("progress_mse", Metrics.Mse.Value);
        foreach (var (quality, metrics) in ByQuality)
            yield return ($"progress_mse_{quality}", metrics.Mse.Value);
        yield return ("progress_mae", Metrics.Mae.Value);
        yield return ("stage_accuracy", Metrics.StageAccuracy.Value);
        yield return ("voc", Metrics.Voc.Value);
        yield return ("voc_reversed", VocReversed.Value);
        if (Rollouts is not null)
            yield return ("rollout_rho", Rollouts.Rho);
    }
}
