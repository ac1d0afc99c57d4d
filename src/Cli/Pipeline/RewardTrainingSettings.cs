using Robotics.Datasets.Configuration;
using Robotics.Perception.Backbones;
using Robotics.RewardModels.Sarm;

namespace Robotics.Cli.Pipeline;

/// <summary>Everything that a reward training follows from: the <c>config.yaml</c> of its run.</summary>
internal sealed record RewardTrainingSettings : ISettings
{
    /// <summary>Folder of the dataset.</summary>
    public string Dataset { get; init; } = "";

    /// <summary>Split whose annotated, successful demonstrations are learned from.</summary>
    public string Split { get; init; } = "train";

    /// <summary>Folder of stored features.</summary>
    public string Cache { get; init; } = "";

    /// <summary>First weights, batches and augmentation.</summary>
    public ulong Seed { get; init; } = 1000;

    /// <summary>The frozen image encoder.</summary>
    public BackboneSettings Backbone { get; init; } = new();

    /// <summary>Network and training.</summary>
    public SarmSettings Reward { get; init; } = new();

    /// <inheritdoc/>
    public IEnumerable<SettingFault> Faults()
    {
        if (Dataset.Length == 0)
            yield return new SettingFault("dataset", "name the folder of a dataset.");
    }
}
