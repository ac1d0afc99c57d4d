namespace Robotics.Datasets.Statistics;

/// <summary>What must hold for statistics that were really computed from data.</summary>
internal static class StatisticsBounds
{
    // rounding of files that were written in single precision
    private const double Relative = 1e-3;

    // of the colours' range
    private const double LeastPictureStd = 0.02;

    /// <summary>Why the numbers of one dimension cannot be true; null when they can.</summary>
    /// <param name="statistics">Of one episode; an aggregate's quantiles are an envelope to which the last rule does not apply.</param>
    /// <param name="d">Dimension.</param>
    /// <param name="isAggregate">Whether the statistics were joined from several episodes.</param>
    public static string? Problem(FeatureStatistics statistics, int d, bool isAggregate)
    {
        var (min, max, mean, std) = (statistics.Min[d], statistics.Max[d], statistics.Mean[d], statistics.Std[d]);
        var slack = Relative * (max - min) + 1e-6 * (1 + Math.Abs(mean));
        if (!(double.IsFinite(min) && double.IsFinite(max) && double.IsFinite(mean) && double.IsFinite(std)))
            return "a number is not finite";
        if (mean < min - slack || mean > max + slack)
            return $"the mean {mean:G6} is outside [{min:G6}, {max:G6}]";
        // Bhatia and Davis: variance <= (max - mean)(mean - min)
        if (std < 0 || std > Math.Sqrt(Math.Max(0, (max - mean) * (mean - min))) + slack)
            return $"the standard deviation {std:G6} is too large for values in [{min:G6}, {max:G6}] with mean {mean:G6}";
        if (statistics.Quantiles.Length != FeatureStatistics.Levels.Count)
            return null;
        double[] ordered = [min, .. statistics.Quantiles.Select(quantile => quantile[d]), max];
        for (var i = 1; i < ordered.Length; i++)
            if (ordered[i] < ordered[i - 1] - slack)
                return "minimum, quantiles and maximum are not in order";
        return isAggregate || std >= LeastStd(statistics, d, mean) * (1 - Relative) - slack ? null
            : $"the standard deviation {std:G6} is too small for quantiles {statistics.Quantiles[1][d]:G6} (10 %) and {statistics.Quantiles[3][d]:G6} (90 %)";
    }

    /// <summary>
    /// Why the numbers of a picture's colour cannot be true: older LeRobot writers squared bytes in bytes, and the deviation
    /// came out as a hundredth of the range. Pictures that hold both black and white vary more than that.
    /// </summary>
    public static string? PictureProblem(FeatureStatistics statistics, int d)
    {
        var (range, std) = (statistics.Max[d] - statistics.Min[d], statistics.Std[d]);
        return range > 0.5 * Math.Max(1, statistics.Max[d]) && std < LeastPictureStd * range
            ? $"the standard deviation {std:G6} is too small for pictures whose colours reach from {statistics.Min[d]:G6} to {statistics.Max[d]:G6}"
            : null;
    }

    // a tenth of the samples lies at or beyond each of the two quantiles
    private static double LeastStd(FeatureStatistics statistics, int d, double mean)
    {
        var below = Math.Max(0, mean - statistics.Quantiles[1][d]);
        var above = Math.Max(0, statistics.Quantiles[3][d] - mean);
        return Math.Sqrt(0.1 * (below * below + above * above));
    }
}
