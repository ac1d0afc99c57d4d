namespace Robotics.Policy.Imitation;

/// <summary>The numbers of one demonstration; its images lie in <see cref="TrainingImages"/>.</summary>
/// <param name="FirstFrame">Row of its first frame in the training images.</param>
/// <param name="States">[T, S]</param>
/// <param name="Actions">[T, A]</param>
public sealed record PolicyEpisode(int FirstFrame, float[,] States, float[,] Actions)
{
    /// <summary>Weight per frame [T]; only reward-aligned behaviour cloning asks for it.</summary>
    public float[]? Weights { get; init; }

    /// <summary>Whether the task was done in the end.</summary>
    public bool Successful { get; init; } = true;

    /// <summary>T.</summary>
    public int Length => States.GetLength(0);
}
