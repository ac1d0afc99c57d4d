using Robotics.Datasets.Configuration;

namespace Robotics.Cli.Pipeline;

/// <summary>Which reward model meets which episodes: the <c>config.yaml</c> of a reward evaluation.</summary>
internal sealed record RewardComparisonSettings : ISettings
{
    /// <summary>Folder of the trained reward model.</summary>
    public string Model { get; init; } = "";

    /// <summary>The episodes to score on.</summary>
    public EpisodeChoice Evaluated { get; init; } = new();

    /// <summary>The demonstrations that the model was trained on, which the baselines are fitted to.</summary>
    public EpisodeChoice Trained { get; init; } = new();

    /// <summary>Split of the evaluated dataset whose episodes are judged from progress alone; none where empty.</summary>
    public string Rollouts { get; init; } = "";

    /// <inheritdoc/>
    public IEnumerable<SettingFault> Faults()
    {
        if (Model.Length == 0)
            yield return new SettingFault("model", "name the folder of a trained reward model.");
    }
}

/// <summary>Some episodes of a dataset.</summary>
internal sealed record EpisodeChoice
{
    /// <summary>Folder of the dataset.</summary>
    public string Dataset { get; init; } = "";

    /// <summary>Split of the dataset, or <c>all</c>.</summary>
    public string Split { get; init; } = "all";

    /// <summary>Folder of stored features.</summary>
    public string Features { get; init; } = "";
}
