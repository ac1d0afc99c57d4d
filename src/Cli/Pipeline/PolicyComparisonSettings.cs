using Robotics.Datasets.Configuration;
using Robotics.Simulation.Tasks;

namespace Robotics.Cli.Pipeline;

/// <summary>Which policies meet which initial states of which task: the <c>config.yaml</c> of an evaluation.</summary>
internal sealed record PolicyComparisonSettings : ISettings
{
    /// <summary>Folders of trained policies; the first is the baseline.</summary>
    public IReadOnlyList<string> Policies { get; init; } = [];

    /// <summary>The simulated task with its step limit.</summary>
    public PickPlaceSettings Task { get; init; } = new();

    /// <summary>Episodes, seeds and workers.</summary>
    public EvaluationSettings Evaluation { get; init; } = new();

    /// <inheritdoc/>
    public IEnumerable<SettingFault> Faults()
    {
        if (Policies.Count == 0)
            yield return new SettingFault("policies", "name at least one trained policy.");
        if (Policies.Distinct().Count() != Policies.Count)
            yield return new SettingFault("policies", "a policy is named twice.");
    }
}
