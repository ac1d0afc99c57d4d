using Robotics.RewardModels.Sarm;

namespace Robotics.RewardModels.Baselines;

/// <summary>
/// Progress linear in time, blind to every view. It wins any contest of order alone, so it stands in every reward table
/// as the row to beat.
/// </summary>
public sealed class ClockProgress : IProgressModel
{
    private readonly double _length;
    private readonly TemporalProportions _proportions;

    /// <summary>A clock that reaches one after the usual length.</summary>
    /// <param name="stages">Stage names [K].</param>
    /// <param name="proportions">Where the stages lie.</param>
    /// <param name="meanLength">Mean frames of the training demonstrations.</param>
    public ClockProgress(IReadOnlyList<string> stages, TemporalProportions proportions, double meanLength)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(meanLength);
        (Stages, _proportions, _length) = (stages, proportions, meanLength);
    }

    /// <inheritdoc/>
    public string Id => "clock";

    /// <inheritdoc/>
    public IReadOnlyList<string> Stages { get; }

    /// <inheritdoc/>
    public ProgressTrack Estimate(ProgressInput episode, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(episode);
        return ScalarTrack.Of(Id, Enumerable.Range(0, episode.Features.Length).Select(t => Progress(t, _length)).ToArray(), _proportions);
    }

    /// <summary>
    /// The clock that knows the episode's end, t / (T - 1): no causal model could say this, it is a reference row only.
    /// </summary>
    public ProgressTrack EstimateKnowingTheEnd(ProgressInput episode)
    {
        ArgumentNullException.ThrowIfNull(episode);
        var length = episode.Features.Length;
        return ScalarTrack.Of("clock-knowing-the-end", Enumerable.Range(0, length).Select(t => Progress(t, length)).ToArray(), _proportions);
    }

    /// <inheritdoc/>
    public IProgressStream Open(string task) => new Stream(this);

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private static double Progress(int frame, double length) => Math.Min(1, frame / Math.Max(1, length - 1));

    private sealed class Stream(ClockProgress clock) : IProgressStream
    {
        private int _frame;

        public ProgressEstimate Push(ReadOnlySpan<Half> features, ReadOnlySpan<float> state) =>
            ScalarTrack.Estimate(Progress(_frame++, clock._length), clock._proportions);

        public void Dispose()
        {
        }
    }
}
