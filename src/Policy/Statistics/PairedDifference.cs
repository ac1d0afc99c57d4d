namespace Robotics.Policy.Statistics;

/// <summary>
/// The interval of the difference of two success rates over the same episodes: Newcombe's square-and-add of two
/// <see cref="Wilson"/> intervals, with the correlation of the pairs (Newcombe 1998, Statistics in Medicine 17, 2635,
/// method 10).
/// </summary>
public static class PairedDifference
{
    /// <summary>Interval of (rate of the second policy) - (rate of the first).</summary>
    /// <param name="outcomes">At least one episode.</param>
    /// <param name="confidence">In (0, 1).</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no episode, or the confidence lies outside its range.</exception>
    public static Interval Of(PairedOutcomes outcomes, double confidence = 0.95)
    {
        ArgumentNullException.ThrowIfNull(outcomes);
        var n = outcomes.Episodes;
        Interval first = Wilson.Of(outcomes.First, n, confidence), second = Wilson.Of(outcomes.Second, n, confidence);
        double rateFirst = (double)outcomes.First / n, rateSecond = (double)outcomes.Second / n;
        var correlation = Correlation(outcomes);
        var difference = rateSecond - rateFirst;
        return new Interval(
            difference - SquareAndAdd(rateSecond - second.Low, first.High - rateFirst, correlation),
            difference + SquareAndAdd(second.High - rateSecond, rateFirst - first.Low, correlation));
    }

    private static double SquareAndAdd(double a, double b, double correlation) =>
        Math.Sqrt(Math.Max(0, (a * a) - (2 * correlation * a * b) + (b * b)));

    /// <summary>The phi coefficient of the 2x2 table, shrunk by a continuity correction where it is positive.</summary>
    private static double Correlation(PairedOutcomes o)
    {
        double n = o.Episodes;
        var margins = o.First * (n - o.First) * o.Second * (n - o.Second);
        if (margins == 0)
            return 0;
        var determinant = ((double)o.Both * o.Neither) - ((double)o.OnlyFirst * o.OnlySecond);
        if (determinant > 0)
            determinant = Math.Max(0, determinant - (n / 2));
        return determinant / Math.Sqrt(margins);
    }
}
