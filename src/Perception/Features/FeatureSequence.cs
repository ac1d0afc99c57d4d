namespace Robotics.Perception;

/// <summary>Frozen embeddings of one episode: every frame of every view, embedded once.</summary>
/// <param name="BackboneId">Identity of backbone, transform and pooling; features of two ids are never mixed.</param>
/// <param name="Cameras">Names of the views, in the order of the second axis.</param>
/// <param name="Timestamps">[T] seconds from the episode's start.</param>
/// <param name="Values">[T, V, D], row major.</param>
/// <param name="Dimension">D.</param>
public sealed record FeatureSequence(
    string BackboneId,
    IReadOnlyList<string> Cameras,
    float[] Timestamps,
    Half[] Values,
    int Dimension)
{
    /// <summary>T.</summary>
    public int Length => Timestamps.Length;

    /// <summary>All views of one frame [V * D].</summary>
    public ReadOnlySpan<Half> Frame(int frame) =>
        Values.AsSpan(frame * Cameras.Count * Dimension, Cameras.Count * Dimension);
}
