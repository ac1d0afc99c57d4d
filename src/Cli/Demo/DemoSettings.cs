using Robotics.Cli.Pipeline;
using Robotics.Datasets.Configuration;
using Robotics.Perception.Backbones;
using Robotics.RewardModels.Sarm;
using Robotics.Simulation.Recording;
using Robotics.Simulation.Tasks;

namespace Robotics.Cli.Demo;

/// <summary>Everything that the whole loop needs, from demonstrations to the report; the defaults are the default demo.</summary>
internal sealed record DemoSettings : ISettings
{
    /// <summary>The size in words, shown in the report: <c>toy</c>, <c>default</c>, <c>full</c>.</summary>
    public string Size { get; init; } = "default";

    /// <summary>Seed of reward training; recordings, policies and evaluations have their own.</summary>
    public ulong Seed { get; init; } = 1000;

    /// <summary>The mixed demonstrations; the step limit of their task is the time limit of the evaluation, declared before anything is trained.</summary>
    public RecordingSettings Recording { get; init; } = new();

    /// <summary>Fluent demonstrations alone, for the policies that learn from those; null where none does.</summary>
    public RecordingSettings? FluentRecording { get; init; }

    /// <summary>The frozen image encoder of the reward model.</summary>
    public BackboneSettings Backbone { get; init; } = new();

    /// <summary>The reward model.</summary>
    public SarmSettings Reward { get; init; } = new();

    /// <summary>From progress to weights.</summary>
    public RelabelSettings Relabel { get; init; } = new();

    /// <summary>The policies to train and compare; the first is the baseline of every comparison, the second the main result.</summary>
    public IReadOnlyList<PolicyVariant> Policies { get; init; } = [];

    /// <summary>Stages of the task in order.</summary>
    public static IReadOnlyList<string> Stages => PickPlaceStages.Names;

    /// <summary>Training seeds; every policy is trained once with each.</summary>
    public IReadOnlyList<ulong> PolicySeeds { get; init; } = [1000];

    /// <summary>How policies are scored.</summary>
    public EvaluationSettings Evaluation { get; init; } = new();

    /// <inheritdoc/>
    public IEnumerable<SettingFault> Faults()
    {
        if (Policies.Count < 2)
            yield return new SettingFault("policies", "name at least two: the baseline and the policy that is compared with it.");
        if (Policies.Select(p => p.Name).Distinct().Count() != Policies.Count)
            yield return new SettingFault("policies", "two policies have the same name.");
        foreach (var policy in Policies)
        {
            foreach (var fault in policy.Faults())
                yield return new SettingFault("policies", $"'{policy.Name}', {fault.Key}: {fault.Message}");
        }

        if (FluentRecording is null && Policies.Any(p => p.Demonstrations == DemonstrationSet.Fluent))
            yield return new SettingFault("fluent_recording", "a policy learns from fluent demonstrations alone, but none are recorded.");
        if (PolicySeeds.Count == 0 || PolicySeeds.Distinct().Count() != PolicySeeds.Count)
            yield return new SettingFault("policy_seeds", "give one or more different seeds.");
    }
}
