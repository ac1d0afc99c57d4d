namespace Robotics.RewardModels;

/// <summary>Progress through the task, frame by frame.</summary>
/// <param name="ModelId">The model that estimated it.</param>
/// <param name="Stages">Stage per frame [T], 0 to K-1.</param>
/// <param name="StageProbabilities">[T, K], rows sum to one.</param>
/// <param name="Progress">[T] in [0, 1].</param>
/// <param name="Confidence">[T] in [0, 1]: probability of the chosen stage.</param>
public sealed record ProgressTrack(
    string ModelId,
    int[] Stages,
    float[,] StageProbabilities,
    float[] Progress,
    float[] Confidence)
{
    /// <summary>T.</summary>
    public int Length => Progress.Length;
}

/// <summary>One frame of a <see cref="ProgressTrack"/>.</summary>
/// <param name="Stage">0 to K-1.</param>
/// <param name="StageProbabilities">[K]</param>
/// <param name="Progress">[0, 1]</param>
/// <param name="Confidence">[0, 1]</param>
public sealed record ProgressEstimate(int Stage, float[] StageProbabilities, float Progress, float Confidence);
