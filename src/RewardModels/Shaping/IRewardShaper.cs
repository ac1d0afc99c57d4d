namespace Robotics.RewardModels.Shaping;

/// <summary>Turns progress, used as a potential, into a reward per transition.</summary>
public interface IRewardShaper
{
    /// <summary>Whether adding this reward leaves the optimal policies unchanged (Ng, Harada and Russell 1999, theorem 1).</summary>
    bool IsPolicyInvariant { get; }

    /// <summary>Reward of every transition of an episode.</summary>
    /// <param name="progress">Potential per frame [T], in [0, 1].</param>
    /// <param name="terminated">Whether the last frame is a true end of the episode, whose potential counts as zero, and no time limit.</param>
    /// <returns>[T]: element t is the reward of the transition from frame t to t+1; the last element closes the episode.</returns>
    float[] Shape(ReadOnlySpan<float> progress, bool terminated);
}
