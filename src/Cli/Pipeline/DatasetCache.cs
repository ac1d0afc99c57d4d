using Robotics.Datasets;

namespace Robotics.Cli.Pipeline;

/// <summary>What is computed from a dataset once and can be computed again: features and decoded images.</summary>
internal static class DatasetCache
{
    /// <summary>Folder of the feature store.</summary>
    /// <param name="dataset">Folder of the dataset.</param>
    /// <param name="cache">Another place than inside the dataset; null for that.</param>
    public static string Features(string dataset, string? cache) => Path.Combine(cache ?? Path.Combine(dataset, "cache"), "features");

    /// <summary>Folder of decoded training images.</summary>
    /// <param name="dataset">Folder of the dataset.</param>
    /// <param name="cache">Another place than inside the dataset; null for that.</param>
    public static string Images(string dataset, string? cache) => Path.Combine(cache ?? Path.Combine(dataset, "cache"), "images");

    /// <summary>The episodes of a split, or all.</summary>
    /// <exception cref="DataException">There is no such split.</exception>
    public static IReadOnlyList<Episode> EpisodesOf(this LeRobotDataset dataset, string split) =>
        split == "all" ? dataset.Episodes : dataset.Split(split);
}
