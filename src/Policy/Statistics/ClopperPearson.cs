using MathNet.Numerics.Distributions;

namespace Robotics.Policy.Statistics;

/// <summary>
/// The exact interval of a success rate (Clopper and Pearson 1934): it covers the true rate at least as often as it
/// promises, whatever the rate and the number of episodes.
/// </summary>
public static class ClopperPearson
{
    /// <summary>Interval of the rate behind <paramref name="successes"/> of <paramref name="episodes"/>.</summary>
    /// <param name="successes">0 to <paramref name="episodes"/>.</param>
    /// <param name="episodes">At least 1.</param>
    /// <param name="confidence">In (0, 1).</param>
    /// <exception cref="ArgumentOutOfRangeException">A value lies outside its range.</exception>
    public static Interval Of(int successes, int episodes, double confidence = 0.95)
    {
        Proportion.Check(successes, episodes, confidence);
        var tail = (1 - confidence) / 2;
        var low = successes == 0 ? 0 : Beta.InvCDF(successes, episodes - successes + 1, tail);
        var high = successes == episodes ? 1 : Beta.InvCDF(successes + 1, episodes - successes, 1 - tail);
        return new Interval(low, high);
    }
}
