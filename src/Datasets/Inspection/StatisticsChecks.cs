using Robotics.Datasets.LeRobot;
using Robotics.Datasets.Statistics;

namespace Robotics.Datasets.Inspection;

/// <summary>Checks that statistics can be true, alone and against the data.</summary>
internal static class StatisticsChecks
{
    private const string Remedy = "Compute the statistics again.";

    /// <summary>Those of the whole dataset, in meta/stats.json.</summary>
    public static void RunWhole(LeRobotDataset dataset, Action<Defect> report)
    {
        var path = Path.Combine(dataset.Directory, DatasetPaths.Statistics);
        if (File.Exists(path))
            foreach (var (feature, statistics) in StatisticsJson.ReadFile(path, report))
                CheckBounds(dataset.Info, path, null, feature, statistics, report);
        else if (dataset.Info.IsCurrent && dataset.Episodes.Count > 0)
            report(new Defect(path, "the file is missing.", Remedy));
    }

    /// <summary>Those of every episode.</summary>
    public static void RunEpisodes(LeRobotDataset dataset, IReadOnlyDictionary<int, EpisodeRanges> ranges, Action<Defect> report)
    {
        var missing = dataset.Episodes.Select(episode => episode.Index).ToHashSet();
        string? path = null;
        foreach (var (episode, file, features) in EpisodeStatisticsFile.Read(dataset.Directory, dataset.Info, report))
        {
            if (features.Count == 0)
                continue;
            missing.Remove(episode);
            path = file;
            foreach (var (feature, statistics) in features)
                if (CheckBounds(dataset.Info, file, episode, feature, statistics, report)
                    && feature is FrameReader.State or FrameReader.Action && ranges.TryGetValue(episode, out var range))
                    CheckData(file, episode, feature, statistics, feature == FrameReader.State ? range.States : range.Actions, report);
        }

        // where no episode has any, they were left out on purpose
        if (path is not null)
            foreach (var episode in missing.Order())
                report(new Defect(path, "the episode has no statistics; others have.", Remedy) { Episode = episode });
    }

    private static bool CheckBounds(DatasetInfo info, string path, int? episode, string feature, FeatureStatistics statistics, Action<Defect> report)
    {
        var isPicture = info.Features.TryGetValue(feature, out var declared) && declared.IsPicture;
        if (declared is { IsNumeric: true } && declared.Size != statistics.Dimensions)
        {
            report(new Defect(path, $"the statistics of '{feature}' have {statistics.Dimensions} numbers where {declared.Size} belong.", Remedy) { Episode = episode });
            return false;
        }

        for (var d = 0; d < statistics.Dimensions; d++)
            if ((StatisticsBounds.Problem(statistics, d, isAggregate: episode is null) ?? (isPicture ? StatisticsBounds.PictureProblem(statistics, d) : null)) is { } problem)
            {
                report(new Defect(path, $"the statistics of '{feature}' cannot be true: in dimension {d} {problem}.", Remedy) { Episode = episode });
                return false;
            }

        return true;
    }

    private static void CheckData(string path, int episode, string feature, FeatureStatistics statistics, (float[] Min, float[] Max) data, Action<Defect> report)
    {
        var (min, max) = data;
        for (var d = 0; d < Math.Min(min.Length, statistics.Dimensions); d++)
        {
            var slack = 1e-4 * (1 + Math.Abs(max[d] - min[d]));
            if (Math.Abs(statistics.Min[d] - min[d]) <= slack && Math.Abs(statistics.Max[d] - max[d]) <= slack)
                continue;
            report(new Defect(path, $"the statistics of '{feature}' say [{statistics.Min[d]:G6}, {statistics.Max[d]:G6}] in dimension {d}; the data say [{min[d]:G6}, {max[d]:G6}].", Remedy) { Episode = episode });
            return;
        }
    }
}
