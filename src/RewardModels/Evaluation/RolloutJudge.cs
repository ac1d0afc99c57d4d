using Robotics.Datasets;

namespace Robotics.RewardModels.Evaluation;

/// <summary>How a rollout ended.</summary>
public enum RolloutOutcome
{
    /// <summary>Not even partly done.</summary>
    Failure,

    /// <summary>Partly done.</summary>
    Partial,

    /// <summary>Done.</summary>
    Success,
}

/// <summary>Judges rollouts from predicted progress alone.</summary>
public sealed class RolloutJudge
{
    private readonly RolloutJudgeSettings _settings;
    private readonly double _partialProgress;

    /// <summary>Fixes the thresholds.</summary>
    /// <param name="settings">Without faults.</param>
    /// <param name="borders">Progress at which each stage starts, and 1 [K + 1].</param>
    /// <exception cref="DataException">There are no more stages than partial success takes, so nothing could be partly done.</exception>
    public RolloutJudge(RolloutJudgeSettings settings, IReadOnlyList<double> borders)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(borders);
        if (settings.PartialStages >= borders.Count - 1)
            throw new DataException($"A rollout counts as partly done after {settings.PartialStages} stages, but the model has only {borders.Count - 1}. Judge rollouts with a model of more stages.");
        _settings = settings;
        _partialProgress = borders[settings.PartialStages];
    }

    /// <summary>Judges one rollout; one without frames is a failure.</summary>
    public RolloutOutcome Judge(ReadOnlySpan<float> progress)
    {
        if (progress.IsEmpty)
            return RolloutOutcome.Failure;
        var final = progress[Math.Max(0, progress.Length - _settings.FinalFrames)..];
        if (Median(final) >= _settings.SuccessProgress)
            return RolloutOutcome.Success;
        return HighestSmoothed(progress) > _partialProgress ? RolloutOutcome.Partial : RolloutOutcome.Failure;
    }

    private double HighestSmoothed(ReadOnlySpan<float> progress)
    {
        var width = Math.Min(_settings.SmoothingFrames, progress.Length);
        var highest = 0.0;
        for (var from = 0; from + width <= progress.Length; from++)
            highest = Math.Max(highest, Median(progress.Slice(from, width)));
        return highest;
    }

    private static double Median(ReadOnlySpan<float> values)
    {
        var sorted = values.ToArray();
        Array.Sort(sorted);
        return (sorted[(sorted.Length - 1) / 2] + (double)sorted[sorted.Length / 2]) / 2;
    }
}

/// <summary>How many rollouts were judged rightly.</summary>
/// <param name="Confusion">[3, 3], true outcome by judged outcome, in the order of <see cref="RolloutOutcome"/>.</param>
/// <param name="Rho">(right - wrong) / n, the paper's ρ.</param>
public sealed record RolloutScore(int[,] Confusion, double Rho)
{
    /// <summary>Compares judgements with the truth.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static RolloutScore Of(IReadOnlyList<(RolloutOutcome Truth, RolloutOutcome Judged)> rollouts)
    {
        ArgumentNullException.ThrowIfNull(rollouts);
        if (rollouts.Count == 0)
            throw new ArgumentException("There is no rollout to judge.", nameof(rollouts));
        var confusion = new int[3, 3];
        foreach (var (truth, judged) in rollouts)
            confusion[(int)truth, (int)judged]++;
        var right = rollouts.Count(r => r.Truth == r.Judged);
        return new RolloutScore(confusion, (2.0 * right - rollouts.Count) / rollouts.Count);
    }
}
