using Robotics.Policy.Statistics;

namespace Robotics.Cli.Reports.Content;

/// <summary>Reward models on the same held-out episodes.</summary>
/// <param name="Caption">Which episodes, how the intervals were made.</param>
/// <param name="Metrics">Columns.</param>
/// <param name="Rows">Models; the clock, progress linear in time, must be among them.</param>
public sealed record RewardTable(string Caption, IReadOnlyList<RewardMetric> Metrics, IReadOnlyList<RewardRow> Rows);

/// <summary>A column.</summary>
/// <param name="Key">Name in <see cref="RewardRow.Values"/>.</param>
/// <param name="Title">Head of the column.</param>
/// <param name="Explanation">Definition in a few words.</param>
/// <param name="HigherIsBetter">Direction.</param>
/// <param name="Decimals">Digits after the point.</param>
public sealed record RewardMetric(string Key, string Title, string Explanation, bool HigherIsBetter, int Decimals);

/// <summary>A row.</summary>
/// <param name="Name">The model.</param>
/// <param name="Values">By metric; a metric that a model cannot have is absent.</param>
public sealed record RewardRow(string Name, IReadOnlyDictionary<string, MetricValue> Values)
{
    /// <summary>This row is the clock.</summary>
    public bool IsClock { get; init; }

    /// <summary>This row is the model that the run trained.</summary>
    public bool IsCandidate { get; init; }
}

/// <summary>A number with its interval where there is one.</summary>
/// <param name="Value">The number.</param>
/// <param name="Interval">95 % interval.</param>
public sealed record MetricValue(double Value, Interval? Interval = null);
