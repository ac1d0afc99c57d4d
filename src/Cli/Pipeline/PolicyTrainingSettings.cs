using Robotics.Datasets.Configuration;
using Robotics.Policy.Imitation;

namespace Robotics.Cli.Pipeline;

/// <summary>Everything that a policy training follows from: the <c>config.yaml</c> of its run.</summary>
internal sealed record PolicyTrainingSettings : ISettings
{
    /// <summary>Folder of the dataset.</summary>
    public string Dataset { get; init; } = "";

    /// <summary>Split to learn from.</summary>
    public string Split { get; init; } = "train";

    /// <summary>Progress of every frame, from which reward-aligned weights are made.</summary>
    public string? Progress { get; init; }

    /// <summary>Folder of decoded training images.</summary>
    public string Cache { get; init; } = "";

    /// <summary>First weights, batches and augmentation.</summary>
    public ulong Seed { get; init; } = 1000;

    /// <summary>Network, training, weighting and execution.</summary>
    public PolicySettings Policy { get; init; } = new();

    /// <inheritdoc/>
    public IEnumerable<SettingFault> Faults()
    {
        if (Dataset.Length == 0)
            yield return new SettingFault("dataset", "name the folder of a dataset.");
    }
}
