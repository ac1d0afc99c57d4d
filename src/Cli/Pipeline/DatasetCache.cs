using Robotics.Cli.Progress;
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

    /// <summary>As <see cref="EpisodesOf"/>, without episodes that were never downloaded: not one file of them is here. Says how many those are.</summary>
    /// <exception cref="DataException">There is no such split, or no episode of it is here.</exception>
    public static IReadOnlyList<Episode> EpisodesHere(this LeRobotDataset dataset, string split, Terminal terminal)
    {
        var episodes = dataset.EpisodesOf(split);
        IReadOnlyList<Episode> here = [.. episodes.Where(episode => dataset.MissingFiles(episode).Count <= episode.Videos.Count)];
        if (here.Count == 0)
            throw new DataException(new Defect(dataset.Directory, $"not one of the {episodes.Count} episodes is on disk.", "Download some of them."));
        if (here.Count < episodes.Count) terminal.Warn($"Left out, as not downloaded: {episodes.Count - here.Count} of {episodes.Count} episodes.");
        return here;
    }
}
