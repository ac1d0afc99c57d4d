using Robotics.Cli.Reports.Content;
using Robotics.RewardModels.Evaluation;

namespace Robotics.Cli.Pipeline;

/// <summary>Scores of reward models as a report shows them.</summary>
internal static class RewardScoresContent
{
    private static readonly RewardMetric[] Metrics =
    [
        new("mse", "MSE", "mean squared error of progress, all scored frames", HigherIsBetter: false, 4),
        new("mse_fluent", "MSE fluent", "the same on fluent demonstrations", HigherIsBetter: false, 4),
        new("mse_hesitant", "MSE hesitant", "the same on hesitant demonstrations", HigherIsBetter: false, 4),
        new("stage", "Stage accuracy", "share of frames whose stage is right", HigherIsBetter: true, 3),
        new("voc", "VOC", "rank correlation of progress with time", HigherIsBetter: true, 3),
        new("voc_reversed", "VOC reversed", "the same on the videos played backwards; a model that looks must go down", HigherIsBetter: false, 3),
        new("rho", "Rollout rho", "(right - wrong) / all rollouts judged from progress alone", HigherIsBetter: true, 2),
    ];

    /// <summary>The models side by side; metrics that none of them has are left out.</summary>
    public static RewardTable Table(IReadOnlyList<RewardScores> scores)
    {
        RewardRow[] rows = [.. scores.Select(score => new RewardRow(score.Title, Values(score)) { IsCandidate = score == scores[0], IsClock = score.Name == "clock" })];
        var episodes = scores[0].Metrics.Episodes;
        return new RewardTable(
            episodes == 1 ? "One scored demonstration, so there are no intervals." : $"{episodes} scored demonstrations; 95 % bootstrap intervals over episodes.",
            [.. Metrics.Where(metric => rows.Any(row => row.Values.ContainsKey(metric.Key)))],
            rows);
    }

    /// <summary>Which stage a model took for which.</summary>
    public static StageConfusion Stages(IReadOnlyList<string> names, RewardScores scores) => new(names, Wide(scores.Metrics.Confusion));

    /// <summary>Rollouts judged from a model's progress; null where there were none.</summary>
    public static RolloutVerdicts? Rollouts(RewardScores scores) => scores.Rollouts is { } judged
        ? new RolloutVerdicts(["failure", "partial", "success"], Wide(judged.Confusion), judged.Rho)
        : null;

    private static Dictionary<string, MetricValue> Values(RewardScores score)
    {
        var values = new Dictionary<string, MetricValue>
        {
            ["mse"] = Value(score.Metrics.Mse),
            ["stage"] = Value(score.Metrics.StageAccuracy),
            ["voc"] = Value(score.Metrics.Voc),
            ["voc_reversed"] = Value(score.VocReversed),
        };
        foreach (var (quality, metrics) in score.ByQuality)
            values[$"mse_{quality}"] = Value(metrics.Mse);
        if (score.Rollouts is { } rollouts)
            values["rho"] = new MetricValue(rollouts.Rho);
        return values;

        MetricValue Value(BootstrapInterval interval) => new(interval.Value, score.Metrics.Episodes == 1 ? null : new(interval.Low, interval.High));
    }

    private static long[,] Wide(int[,] counts)
    {
        var wide = new long[counts.GetLength(0), counts.GetLength(1)];
        Array.Copy(counts, wide, counts.Length);
        return wide;
    }
}
