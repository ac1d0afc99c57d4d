namespace Robotics.RewardModels.Shaping;

/// <summary>
/// Potential-based shaping, r_t = γ Φ(s_t+1) - Φ(s_t), with progress as the potential Φ (Ng, Harada and Russell 1999).
/// A true end has potential zero, so that the discounted sum is -Φ(s_0) for every policy; at a time limit the last
/// state keeps its potential, because the task goes on without being watched.
/// </summary>
public sealed class PotentialShaping : IRewardShaper
{
    private readonly double _gamma;

    /// <summary>Takes the discount of the policy's own objective; with another one the invariance is lost.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="gamma"/> is outside (0, 1].</exception>
    public PotentialShaping(double gamma)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(gamma);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(gamma, 1);
        _gamma = gamma;
    }

    /// <inheritdoc/>
    public bool IsPolicyInvariant => true;

    /// <inheritdoc/>
    /// <remarks>The last element is -Φ(s_T-1) after a true end and 0 at a time limit, where no transition follows.</remarks>
    public float[] Shape(ReadOnlySpan<float> progress, bool terminated)
    {
        var rewards = new float[progress.Length];
        for (var t = 0; t + 1 < progress.Length; t++)
            rewards[t] = (float)(_gamma * progress[t + 1] - progress[t]);
        if (terminated && progress.Length > 0)
            rewards[^1] = -progress[^1];
        return rewards;
    }
}
