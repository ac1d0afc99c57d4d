using Robotics.Datasets.Statistics;

namespace Robotics.Datasets;

/// <summary>
/// Per channel minimum, maximum, mean, standard deviation and quantiles of a camera's pixels in [0, 1], gathered frame by
/// frame. Exact: an 8-bit channel has only 256 values, so a histogram of them holds everything.
/// </summary>
public sealed class ImageStatistics
{
    private const int Channels = 3;
    private const int Levels = 256;

    private readonly long[] _histogram = new long[Channels * Levels];

    /// <summary>Images that went in.</summary>
    public long Count { get; private set; }

    /// <summary>How many pixels have each level, channel by channel [3 * 256]: all there is to keep and <see cref="Restore"/>.</summary>
    public ReadOnlySpan<long> Histogram => _histogram;

    /// <summary>Statistics that were kept as a histogram.</summary>
    /// <param name="count">Images that went in.</param>
    /// <param name="histogram">[3 * 256]</param>
    /// <exception cref="ArgumentException">The histogram has another length or a negative number.</exception>
    public static ImageStatistics Restore(long count, ReadOnlySpan<long> histogram)
    {
        if (histogram.Length != Channels * Levels || count < 0 || histogram.ContainsAnyInRange(long.MinValue, -1))
            throw new ArgumentException($"A histogram has {Channels * Levels} numbers from 0.", nameof(histogram));
        var statistics = new ImageStatistics { Count = count };
        histogram.CopyTo(statistics._histogram);
        return statistics;
    }

    /// <summary>Takes in every pixel of an image.</summary>
    public void Add(RgbImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        var pixels = image.Pixels;
        for (var i = 0; i < pixels.Length; i += Channels)
        {
            _histogram[pixels[i]]++;
            _histogram[Levels + pixels[i + 1]]++;
            _histogram[2 * Levels + pixels[i + 2]]++;
        }

        Count++;
    }

    /// <summary>Takes in everything that another gathered.</summary>
    public void Merge(ImageStatistics other)
    {
        ArgumentNullException.ThrowIfNull(other);
        for (var i = 0; i < _histogram.Length; i++)
            _histogram[i] += other._histogram[i];
        Count += other.Count;
    }

    /// <summary>The numbers, one per channel; all zero when no image went in.</summary>
    public FeatureStatistics Summarize()
    {
        var channels = Enumerable.Range(0, Channels).Select(Channel).ToArray();
        return new FeatureStatistics(
            [.. channels.Select(c => c.Min)],
            [.. channels.Select(c => c.Max)],
            [.. channels.Select(c => c.Mean)],
            [.. channels.Select(c => c.Std)],
            Count,
            [.. FeatureStatistics.Levels.Select((_, q) => channels.Select(c => c.Quantiles[q]).ToArray())]);
    }

    private (double Min, double Max, double Mean, double Std, double[] Quantiles) Channel(int channel)
    {
        var counts = _histogram.AsSpan(channel * Levels, Levels);
        long total = 0;
        double sum = 0, squares = 0;
        for (var level = 0; level < Levels; level++)
        {
            total += counts[level];
            sum += (double)counts[level] * level;
            squares += (double)counts[level] * level * level;
        }

        if (total == 0)
            return (0, 0, 0, 0, new double[FeatureStatistics.Levels.Count]);
        var mean = sum / total;
        var variance = Math.Max(0, squares / total - mean * mean);
        var quantiles = new double[FeatureStatistics.Levels.Count];
        for (var q = 0; q < quantiles.Length; q++)
            quantiles[q] = LevelAt(counts, FeatureStatistics.Levels[q] * total) / 255.0;
        return (LevelAt(counts, 1) / 255.0, LevelAt(counts, total) / 255.0, mean / 255, Math.Sqrt(variance) / 255, quantiles);
    }

    private static int LevelAt(ReadOnlySpan<long> counts, double rank)
    {
        long seen = 0;
        for (var level = 0; level < Levels; level++)
        {
            seen += counts[level];
            if (seen > 0 && seen >= rank)
                return level;
        }

        return Levels - 1;
    }
}
