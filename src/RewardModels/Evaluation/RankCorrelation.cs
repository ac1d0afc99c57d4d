namespace Robotics.RewardModels.Evaluation;

/// <summary>Spearman's rank correlation.</summary>
public static class RankCorrelation
{
    /// <summary>Correlation of the ranks of two series, ties sharing their mean rank; 0 where a series is constant.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static double Spearman(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        if (a.Length != b.Length)
            throw new ArgumentException($"Series of {a.Length} and {b.Length} values cannot be correlated.", nameof(b));
        return Pearson(Ranks(a), Ranks(b));
    }

    /// <summary>Value order correlation (VOC): Spearman's correlation of progress with the order of the frames.</summary>
    public static double ValueOrder(ReadOnlySpan<float> progress)
    {
        var order = new float[progress.Length];
        for (var t = 0; t < order.Length; t++)
            order[t] = t;
        return Spearman(progress, order);
    }

    private static double[] Ranks(ReadOnlySpan<float> values)
    {
        var sorted = values.ToArray();
        var order = Enumerable.Range(0, sorted.Length).ToArray();
        Array.Sort(sorted, order);
        var ranks = new double[sorted.Length];
        for (int from = 0, to; from < sorted.Length; from = to)
        {
            for (to = from + 1; to < sorted.Length && sorted[to] == sorted[from];)
                to++;
            for (var i = from; i < to; i++)
                ranks[order[i]] = (from + to - 1) / 2.0;
        }
        return ranks;
    }

    private static double Pearson(double[] a, double[] b)
    {
        if (a.Length == 0)
            return 0;
        var (meanA, meanB) = (a.Average(), b.Average());
        double covariance = 0, varianceA = 0, varianceB = 0;
        for (var i = 0; i < a.Length; i++)
        {
            covariance += (a[i] - meanA) * (b[i] - meanB);
            varianceA += (a[i] - meanA) * (a[i] - meanA);
            varianceB += (b[i] - meanB) * (b[i] - meanB);
        }
        return varianceA == 0 || varianceB == 0 ? 0 : covariance / Math.Sqrt(varianceA * varianceB);
    }
}
