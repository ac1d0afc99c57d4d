namespace Robotics.Datasets;

/// <summary>The numeric columns of one episode, row by row of its data file.</summary>
/// <param name="Timestamps">[T] seconds from the episode's start.</param>
/// <param name="States">[T, S]</param>
/// <param name="Actions">[T, A]</param>
public sealed record EpisodeFrames(float[] Timestamps, float[,] States, float[,] Actions)
{
    /// <summary>T.</summary>
    public int Length => Timestamps.Length;
}
