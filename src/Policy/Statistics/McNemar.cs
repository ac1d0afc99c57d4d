using MathNet.Numerics.Distributions;

namespace Robotics.Policy.Statistics;

/// <summary>
/// The exact test of two policies on the same episodes (McNemar 1947): only episodes that exactly one of them solved
/// say anything, and if the policies are equally good, each of those falls to either side like a fair coin.
/// </summary>
public static class McNemar
{
    /// <summary>Two-sided p-value: the chance of a split at least this uneven between equally good policies.</summary>
    /// <param name="onlyFirst">Episodes that only the first policy solved.</param>
    /// <param name="onlySecond">Episodes that only the second policy solved.</param>
    /// <exception cref="ArgumentOutOfRangeException">A count is negative.</exception>
    public static double PValue(int onlyFirst, int onlySecond)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(onlyFirst);
        ArgumentOutOfRangeException.ThrowIfNegative(onlySecond);
        var discordant = onlyFirst + onlySecond;
        if (discordant == 0)
            return 1;
        var tail = Binomial.CDF(0.5, discordant, Math.Min(onlyFirst, onlySecond));
        return Math.Min(1, 2 * tail);
    }
}
