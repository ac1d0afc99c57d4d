using Robotics.RewardModels.Learning;

namespace Robotics.RewardModels.Evaluation;

/// <summary>A figure and its 95 % bootstrap interval.</summary>
/// <param name="Value">The figure on all episodes.</param>
/// <param name="Low">2.5 % quantile over resampled sets of episodes.</param>
/// <param name="High">97.5 % quantile.</param>
public sealed record BootstrapInterval(double Value, double Low, double High)
{
    /// <summary>
    /// Resamples episodes, not frames: the frames of one episode err together, so resampling them would promise a
    /// precision that is not there.
    /// </summary>
    /// <param name="episodes">The episodes.</param>
    /// <param name="statistic">The figure of a set of episodes.</param>
    /// <param name="seed">Decides the resampling.</param>
    /// <param name="draws">Resampled sets.</param>
    public static BootstrapInterval Of<T>(IReadOnlyList<T> episodes, Func<IReadOnlyList<T>, double> statistic, ulong seed, int draws = 1000)
    {
        ArgumentNullException.ThrowIfNull(episodes);
        ArgumentNullException.ThrowIfNull(statistic);
        if (episodes.Count == 0)
            throw new ArgumentException("There is no episode to compute a figure from.", nameof(episodes));
        var random = new StepRandom(seed);
        var sample = new T[episodes.Count];
        var values = new double[draws];
        for (var d = 0; d < draws; d++)
        {
            for (var i = 0; i < sample.Length; i++)
                sample[i] = episodes[random.Next(sample.Length)];
            values[d] = statistic(sample);
        }
        Array.Sort(values);
        // sorted first: sets that have no such figure, as one in which no stage changes has no boundary error
        var defined = values.AsSpan(values.Count(double.IsNaN));
        return new BootstrapInterval(statistic(episodes), Quantile(defined, 0.025), Quantile(defined, 0.975));
    }

    /// <summary>Quantile of sorted values by linear interpolation.</summary>
    internal static double Quantile(ReadOnlySpan<double> sorted, double share)
    {
        if (sorted.Length == 0)
            return double.NaN;
        var position = share * (sorted.Length - 1);
        var below = (int)position;
        var above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
    }
}
