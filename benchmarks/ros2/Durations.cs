namespace Robotics.Benchmarks.Ros2;

/// <summary>Durations in milliseconds, and their percentiles.</summary>
internal sealed class Durations
{
    private readonly List<double> _values = [];

    internal int Count
    {
        get
        {
            lock (_values)
                return _values.Count;
        }
    }

    internal void Add(double milliseconds)
    {
        lock (_values)
            _values.Add(milliseconds);
    }

    /// <summary>Percentiles of what came since the last call with the same start.</summary>
    internal string Text(int from = 0)
    {
        double[] sorted;
        lock (_values)
            sorted = [.. _values.Skip(from).Order()];
        return sorted.Length == 0 ? "none" : $"p50 {At(sorted, 0.5):F2} ms, p99 {At(sorted, 0.99):F2} ms, longest {sorted[^1]:F2} ms";
    }

    private static double At(double[] sorted, double share) => sorted[(int)(share * (sorted.Length - 1))];
}
