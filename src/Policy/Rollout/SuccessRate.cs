using Robotics.Policy.Statistics;

namespace Robotics.Policy.Rollout;

/// <summary>k of n with its exact interval; a bare percentage is never shown.</summary>
/// <param name="Successes">k.</param>
/// <param name="Episodes">n.</param>
/// <param name="Interval">95 % Clopper-Pearson.</param>
public sealed record SuccessRate(int Successes, int Episodes, Interval Interval)
{
    /// <summary>k / n.</summary>
    public double Rate => (double)Successes / Episodes;

    /// <summary>Counts results; an episode with a fault counts as a failure.</summary>
    public static SuccessRate Of(IReadOnlyList<RolloutResult> results)
    {
        ArgumentNullException.ThrowIfNull(results);
        var successes = results.Count(r => r.Success);
        return new SuccessRate(successes, results.Count, ClopperPearson.Of(successes, results.Count));
    }

    /// <summary>For example <c>149/200 = 74.5 % [67.9, 80.4]</c>.</summary>
    public override string ToString() =>
        $"{Successes}/{Episodes} = {100 * Rate:0.0} % [{100 * Interval.Low:0.0}, {100 * Interval.High:0.0}]";
}
