using Robotics.Datasets.Configuration;
using Robotics.Policy.Imitation;

namespace Robotics.Cli.Demo;

/// <summary>One policy of the comparison.</summary>
internal sealed record PolicyVariant : ISettings
{
    /// <summary>File-safe name, such as <c>ra_bc</c>.</summary>
    public string Name { get; init; } = "";

    /// <summary>What the report calls it.</summary>
    public string Title { get; init; } = "";

    /// <summary>Where the progress behind the weights comes from; matters only to a reward-aligned policy.</summary>
    public ProgressSource Progress { get; init; } = ProgressSource.RewardModel;

    /// <summary>Which demonstrations it sees.</summary>
    public DemonstrationSet Demonstrations { get; init; } = DemonstrationSet.Mixed;

    /// <summary>Step limit of its evaluation; 0 for the task's own. A policy with another limit is never compared with one without.</summary>
    public int MaxSteps { get; init; }

    /// <summary>Network, training and execution.</summary>
    public PolicySettings Policy { get; init; } = new();

    /// <inheritdoc/>
    public IEnumerable<SettingFault> Faults()
    {
        if (Name.Length == 0 || Name.Any(c => !char.IsAsciiLetterOrDigit(c) && c != '_'))
            yield return new SettingFault("name", $"'{Name}' is not made of letters, digits and underscores.");
        if (MaxSteps < 0)
            yield return new SettingFault("max_steps", $"{MaxSteps} is negative.");
        foreach (var fault in Policy.Faults())
            yield return fault with { Key = $"policy.{fault.Key}" };
    }
}

/// <summary>Whose progress makes the weights.</summary>
internal enum ProgressSource
{
    /// <summary>The trained reward model's.</summary>
    RewardModel,

    /// <summary>The simulator's, as a bound on what weights can do.</summary>
    GroundTruth,
}

/// <summary>A choice of demonstrations.</summary>
internal enum DemonstrationSet
{
    /// <summary>The training split of the mixed recording.</summary>
    Mixed,

    /// <summary>The recording of fluent demonstrations alone.</summary>
    Fluent,
}
