namespace Robotics.Policy.Imitation;

/// <summary>How much each frame of the demonstrations counts.</summary>
public enum Weighting
{
    /// <summary>Plain behaviour cloning: every frame counts the same.</summary>
    Uniform,

    /// <summary>Reward-aligned behaviour cloning: <see cref="RewardAlignedWeights"/>.</summary>
    RewardAligned,

    /// <summary>Plain behaviour cloning of the demonstrations that succeeded; the others are left out.</summary>
    Successful,
}
