using Robotics.Datasets;
using Robotics.RewardModels.Evaluation;

namespace Robotics.Cli.Pipeline;

/// <summary>The label <c>outcome</c> of a rollout: how it really ended.</summary>
internal static class RolloutLabel
{
    /// <summary>Reads it; a number is none, as nobody knows what another dataset counts by it.</summary>
    /// <exception cref="DataException">It is missing or another word.</exception>
    public static RolloutOutcome Outcome(Episode episode) => episode.Labels.GetValueOrDefault("outcome", "").ToLowerInvariant() switch
    {
        "success" => RolloutOutcome.Success,
        "partial" => RolloutOutcome.Partial,
        "failure" => RolloutOutcome.Failure,
        var other => throw new DataException($"Episode {episode.Index} is to be judged, but its label 'outcome' is '{other}', not success, partial or failure."),
    };
}
