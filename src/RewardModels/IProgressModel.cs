using Robotics.Perception;

namespace Robotics.RewardModels;

/// <summary>
/// Says how far along the task every moment of an episode is. Causal: the estimate of frame t uses frames 0 to t only,
/// so the offline pass over an episode and the live stream give the same numbers.
/// </summary>
public interface IProgressModel : IDisposable
{
    /// <summary>Identity of method, checkpoint and settings.</summary>
    string Id { get; }

    /// <summary>Stage names in order [K].</summary>
    IReadOnlyList<string> Stages { get; }

    /// <summary>Estimates a whole recorded episode; threads may do so side by side.</summary>
    ProgressTrack Estimate(ProgressInput episode, CancellationToken cancellation = default);

    /// <summary>Opens a stream for the live frames of one episode.</summary>
    /// <param name="task">The instruction in words.</param>
    IProgressStream Open(string task);
}

/// <summary>One live episode; frames are pushed in order.</summary>
public interface IProgressStream : IDisposable
{
    /// <summary>Estimates the newest frame.</summary>
    /// <param name="features">Embeddings of all views [V * D].</param>
    /// <param name="state">Proprioception [S].</param>
    ProgressEstimate Push(ReadOnlySpan<Half> features, ReadOnlySpan<float> state);
}

/// <summary>What a progress model sees of one episode.</summary>
/// <param name="Features">[T, V, D]</param>
/// <param name="States">[T, S]</param>
/// <param name="Task">The instruction in words.</param>
public sealed record ProgressInput(FeatureSequence Features, float[,] States, string Task);
