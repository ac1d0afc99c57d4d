using Robotics.Datasets;

namespace Robotics.RewardModels.Sarm;

/// <summary>One annotated demonstration to learn from.</summary>
/// <param name="Input">What the model sees.</param>
/// <param name="Stages">The stages it went through, in order of time.</param>
public sealed record SarmEpisode(ProgressInput Input, IReadOnlyList<StageAnnotation> Stages)
{
    /// <summary>Whether the last annotated stage was completed; in a failed demonstration it never is.</summary>
    public bool Completed { get; init; } = true;

    /// <summary>Frames T.</summary>
    public int Length => Input.Features.Length;
}
