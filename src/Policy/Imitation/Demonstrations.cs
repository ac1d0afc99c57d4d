using Robotics.Datasets;

namespace Robotics.Policy.Imitation;

/// <summary>The demonstrations that policies are trained on; trainings that run side by side share one object.</summary>
/// <param name="Episodes">Numbers of each demonstration.</param>
/// <param name="Images">The frames of all demonstrations, per camera.</param>
/// <param name="ControlPeriod">Seconds between two actions.</param>
public sealed record Demonstrations(
    IReadOnlyList<PolicyEpisode> Episodes,
    IReadOnlyDictionary<string, TrainingImages> Images,
    double ControlPeriod) : IDisposable
{
    /// <summary>The episode label that says whether the task was done.</summary>
    public const string SuccessLabel = "success";

    /// <summary>The same demonstrations with a weight per frame; the images stay shared and belong to the original.</summary>
    /// <param name="weights">Of the same episodes in the same order.</param>
    /// <exception cref="ArgumentException">The weights are of other episodes.</exception>
    public Demonstrations With(RewardAlignedWeights weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        if (weights.Episodes != Episodes.Count)
            throw new ArgumentException($"There are weights of {weights.Episodes} episodes for {Episodes.Count} demonstrations.", nameof(weights));
        return this with { Episodes = [.. Episodes.Select((episode, i) => episode with { Weights = weights[i] })] };
    }

    /// <summary>Unmaps the images.</summary>
    public void Dispose()
    {
        foreach (var images in Images.Values)
            images.Dispose();
    }
}
