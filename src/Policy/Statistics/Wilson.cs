using MathNet.Numerics.Distributions;

namespace Robotics.Policy.Statistics;

/// <summary>The score interval of a success rate (Wilson 1927); the paired difference is built from two of them.</summary>
public static class Wilson
{
    /// <summary>Interval of the rate behind <paramref name="successes"/> of <paramref name="episodes"/>.</summary>
    /// <param name="successes">0 to <paramref name="episodes"/>.</param>
    /// <param name="episodes">At least 1.</param>
    /// <param name="confidence">In (0, 1).</param>
    /// <exception cref="ArgumentOutOfRangeException">A value lies outside its range.</exception>
    public static Interval Of(int successes, int episodes, double confidence = 0.95)
    {
        Proportion.Check(successes, episodes, confidence);
        var z = Normal.InvCDF(0, 1, 1 - ((1 - confidence) / 2));
        double n = episodes, rate = successes / n;
        var centre = rate + (z * z / (2 * n));
        var half = z * Math.Sqrt((rate * (1 - rate) / n) + (z * z / (4 * n * n)));
        var scale = 1 + (z * z / n);
        return new Interval(Math.Max(0, (centre - half) / scale), Math.Min(1, (centre + half) / scale));
    }
}
