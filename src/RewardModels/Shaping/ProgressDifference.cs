namespace Robotics.RewardModels.Shaping;

/// <summary>
/// Progress made, r_t = Φ(s_t+1) - Φ(s_t), which is what reward-aligned cloning weighs demonstrations by. It equals
/// potential-based shaping only without discount, and it pays for the final state: it may change the best policy.
/// </summary>
public sealed class ProgressDifference : IRewardShaper
{
    /// <inheritdoc/>
    public bool IsPolicyInvariant => false;

    /// <inheritdoc/>
    public float[] Shape(ReadOnlySpan<float> progress, bool terminated)
    {
        var rewards = new float[progress.Length];
        for (var t = 0; t + 1 < progress.Length; t++)
            rewards[t] = progress[t + 1] - progress[t];
        return rewards;
    }
}
