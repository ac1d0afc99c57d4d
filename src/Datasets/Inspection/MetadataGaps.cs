namespace Robotics.Datasets.Inspection;

/// <summary>Where the metadata of episodes is missing, because it could not be read.</summary>
internal static class MetadataGaps
{
    /// <summary>Numbers of the episodes whose predecessor is missing: nothing says where their rows should begin.</summary>
    public static IReadOnlySet<int> EpisodesBehind(LeRobotDataset dataset) =>
        dataset.Rows.Select(row => row.Episode.Index).Except(dataset.Rows.Select(row => row.Episode.Index + 1)).Where(index => index > 0).ToHashSet();
}
