using Robotics.Datasets;

namespace Robotics.Cli.Pipeline;

/// <summary>What the recorder says about an episode in the extra columns of its metadata row.</summary>
internal static class DemonstrationLabels
{
    /// <summary>Fluent, hesitant or failing; empty where the dataset does not say.</summary>
    public static string Quality(this Episode episode) => episode.Labels.GetValueOrDefault("quality", "");
}
