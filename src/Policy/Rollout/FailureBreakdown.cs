namespace Robotics.Policy.Rollout;

/// <summary>Where the episodes that failed stopped.</summary>
/// <param name="Stages">Failed episodes per stage, in the order of the stages [K].</param>
/// <param name="Faults">Episodes that ended by a fault of the environment; they count as failures and in no stage.</param>
/// <param name="Unknown">Failed episodes of an environment that does not know the stage.</param>
public sealed record FailureBreakdown(IReadOnlyList<StageFailures> Stages, int Faults, int Unknown)
{
    /// <summary>Sorts the failures by the stage they stopped in.</summary>
    public static FailureBreakdown Of(IReadOnlyList<RolloutResult> results, IReadOnlyList<string> stages)
    {
        ArgumentNullException.ThrowIfNull(results);
        ArgumentNullException.ThrowIfNull(stages);
        var failed = results.Where(r => !r.Success && r.Fault is null).ToArray();
        var counts = stages.Select((stage, k) => new StageFailures(stage, failed.Count(r => r.FinalStage == k))).ToArray();
        return new FailureBreakdown(counts, results.Count(r => r.Fault is not null), failed.Length - counts.Sum(c => c.Episodes));
    }
}

/// <summary>Failed episodes that stopped in one stage.</summary>
public sealed record StageFailures(string Stage, int Episodes);
