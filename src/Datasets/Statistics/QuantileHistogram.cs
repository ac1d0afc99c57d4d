namespace Robotics.Datasets.Statistics;

/// <summary>Quantiles read off a histogram of 5000 bins between minimum and maximum, as LeRobot's recorder takes them.</summary>
internal sealed class QuantileHistogram
{
    private const int Bins = 5000;

    // widens a constant column's empty range, as LeRobot does
    private const double Margin = 1e-10;

    private readonly long[] _cumulative = new long[Bins];
    private readonly double _low;
    private readonly double _width;

    private QuantileHistogram(double min, double max)
    {
        _low = min - Margin;
        _width = (max - min + 2 * Margin) / Bins;
    }

    public static QuantileHistogram Of(ReadOnlySpan<double> values, double min, double max)
    {
        var histogram = new QuantileHistogram(min, max);
        var counts = histogram._cumulative;
        foreach (var value in values)
            counts[Math.Clamp((int)((value - histogram._low) / histogram._width), 0, Bins - 1)]++;
        for (var bin = 1; bin < Bins; bin++)
            counts[bin] += counts[bin - 1];
        return histogram;
    }

    /// <summary>The value below which a share <paramref name="level"/> of the samples lies, linear inside its bin.</summary>
    public double At(double level)
    {
        var target = level * _cumulative[^1];
        var bin = Array.FindIndex(_cumulative, count => count >= target);
        if (bin <= 0)
            return _low;
        var before = _cumulative[bin - 1];
        var inside = _cumulative[bin] - before;
        return _low + (bin + (inside == 0 ? 0 : (target - before) / inside)) * _width;
    }
}
