namespace Robotics.Datasets.Statistics;

/// <summary>Statistics of one feature over one episode or over a whole dataset, per dimension [D].</summary>
/// <param name="Min">[D]</param>
/// <param name="Max">[D]</param>
/// <param name="Mean">[D]</param>
/// <param name="Std">[D] population standard deviation.</param>
/// <param name="Count">Frames that went in.</param>
/// <param name="Quantiles">[Q][D] for <see cref="Levels"/>; empty where a file has none.</param>
public sealed record FeatureStatistics(
    double[] Min, double[] Max, double[] Mean, double[] Std, long Count, double[][] Quantiles)
{
    /// <summary>The quantiles that LeRobot writes.</summary>
    public static IReadOnlyList<double> Levels { get; } = [0.01, 0.10, 0.50, 0.90, 0.99];

    /// <summary>Their names in files.</summary>
    public static IReadOnlyList<string> LevelNames { get; } = ["q01", "q10", "q50", "q90", "q99"];

    /// <summary>D.</summary>
    public int Dimensions => Mean.Length;

    /// <summary>Whether every number is one that JSON can hold.</summary>
    public bool IsFinite => Quantiles.Append(Min).Append(Max).Append(Mean).Append(Std).All(numbers => numbers.All(double.IsFinite));

    /// <summary>Statistics of an episode's values [T, D]; T at least 1.</summary>
    public static FeatureStatistics Of(float[,] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return Of(values.GetLength(0), values.GetLength(1), (frame, dimension) => values[frame, dimension]);
    }

    /// <summary>Statistics of T values that are one number each; T at least 1.</summary>
    public static FeatureStatistics Of(IReadOnlyList<double> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return Of(values.Count, 1, (frame, _) => values[frame]);
    }

    /// <summary>
    /// Joins the episodes' statistics as LeRobot does: count-weighted mean, parallel variance, and for quantiles the
    /// outer envelope (least of those up to the median, greatest of those above), which is not a true quantile.
    /// </summary>
    public static FeatureStatistics Join(IReadOnlyList<FeatureStatistics> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        var dimensions = parts[0].Dimensions;
        var count = parts.Sum(part => part.Count);
        var mean = PerDimension(dimensions, d => parts.Sum(part => part.Mean[d] * part.Count) / count);
        return new FeatureStatistics(
            PerDimension(dimensions, d => parts.Min(part => part.Min[d])),
            PerDimension(dimensions, d => parts.Max(part => part.Max[d])),
            mean,
            PerDimension(dimensions, d => Math.Sqrt(parts.Sum(part => Spread(part, d, mean[d]) * part.Count) / count)),
            count,
            parts.Any(part => part.Quantiles.Length == 0) ? [] : [.. Levels.Select((level, q) => PerDimension(dimensions, d => level <= 0.5
                ? parts.Min(part => part.Quantiles[q][d])
                : parts.Max(part => part.Quantiles[q][d])))]);
    }

    private static FeatureStatistics Of(int frames, int dimensions, Func<int, int, double> value)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(frames, 1);
        var (min, max, mean, std) = (new double[dimensions], new double[dimensions], new double[dimensions], new double[dimensions]);
        double[][] quantiles = [.. Levels.Select(_ => new double[dimensions])];
        var column = new double[frames];
        for (var d = 0; d < dimensions; d++)
        {
            for (var t = 0; t < frames; t++)
                column[t] = value(t, d);
            (min[d], max[d], mean[d]) = (column.Min(), column.Max(), column.Average());
            var centre = mean[d];
            std[d] = Math.Sqrt(column.Average(x => (x - centre) * (x - centre)));
            var histogram = QuantileHistogram.Of(column, min[d], max[d]);
            for (var q = 0; q < Levels.Count; q++)
                quantiles[q][d] = histogram.At(Levels[q]);
        }

        return new FeatureStatistics(min, max, mean, std, frames, quantiles);
    }

    private static double Spread(FeatureStatistics part, int d, double mean) =>
        part.Std[d] * part.Std[d] + (part.Mean[d] - mean) * (part.Mean[d] - mean);

    private static double[] PerDimension(int dimensions, Func<int, double> value) =>
        [.. Enumerable.Range(0, dimensions).Select(value)];
}
