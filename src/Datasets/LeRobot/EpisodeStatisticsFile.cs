using Robotics.Datasets.Json;
using Robotics.Datasets.Parquet;
using Robotics.Datasets.Statistics;

namespace Robotics.Datasets.LeRobot;

/// <summary>
/// Reads the statistics of every episode, whichever version keeps them where. Episodes and features without any are left out,
/// and so are those of which the numbers do not fit each other, which are reported.
/// </summary>
internal static class EpisodeStatisticsFile
{
    private const string Remedy = "Compute the statistics again.";

    public static IEnumerable<(int Episode, string File, Dictionary<string, FeatureStatistics> Statistics)> Read(string root, DatasetInfo info, Action<Defect> report)
    {
        if (info.IsCurrent)
            return EpisodeTable.Files(root).SelectMany(path => ReadTable(path, info, report));
        var legacy = Path.Combine(root, DatasetPaths.LegacyStatistics);
        return File.Exists(legacy) ? ReadLines(legacy, report) : [];
    }

    private static IEnumerable<(int, string, Dictionary<string, FeatureStatistics>)> ReadLines(string path, Action<Defect> report)
    {
        foreach (var (line, row) in JsonFile.ReadLines(path, Remedy, report))
        {
            if (row["episode_index"] is not System.Text.Json.Nodes.JsonValue index || !index.TryGetValue<int>(out var episode)
                || row["stats"] is not System.Text.Json.Nodes.JsonObject statistics)
                report(new Defect(path, $"line {line} lacks 'episode_index' or 'stats'.", Remedy));
            else
                yield return (episode, path, StatisticsJson.Read(path, statistics, defect => report(defect with { Episode = episode })));
        }
    }

    private static IEnumerable<(int, string, Dictionary<string, FeatureStatistics>)> ReadTable(string path, DatasetInfo info, Action<Defect> report)
    {
        ParquetTable? opened = null;
        if (!Reporting.Try(() => opened = ParquetTable.Open(path, Remedy, ParquetTable.FewRows), report))
            yield break;
        using var table = opened!;
        string[] features = [.. info.Features.Keys.Where(feature => table.Has($"stats/{feature}/mean"))];
        string[] names = ["min", "max", "mean", "std", "count", .. FeatureStatistics.LevelNames];
        string[] wanted = ["episode_index", .. features.SelectMany(feature => names.Select(name => $"stats/{feature}/{name}"))];
        foreach (var rows in table.ReadInPieces(wanted))
        {
            var index = rows.Integers("episode_index");
            var columns = features.ToDictionary(feature => feature, feature => names.Select(name => rows.NumberTrees($"stats/{feature}/{name}")).ToArray());
            for (var i = 0; i < rows.Count; i++)
                yield return ((int)(index[i] ?? -1), path, features
                    .Where(feature => columns[feature][2][i] is { Length: > 0 } && Fit(path, index[i], feature, columns[feature], i, report))
                    .ToDictionary(feature => feature, feature => Row(columns[feature], i)));
        }
    }

    // minimum, maximum, mean and deviation: one each for every dimension
    private static bool Fit(string path, long? episode, string feature, double[]?[][] columns, int i, Action<Defect> report)
    {
        var lengths = columns.Take(4).Select(column => column[i]?.Length ?? 0).ToArray();
        if (lengths.Distinct().Count() == 1)
            return true;
        report(new Defect(path, $"the statistics of '{feature}' have {string.Join(", ", lengths)} numbers as min, max, mean, std.", Remedy) { Episode = (int?)episode });
        return false;
    }

    private static FeatureStatistics Row(double[]?[][] columns, int i)
    {
        double[][] quantiles = [.. columns[5..].Select(column => column[i] ?? [])];
        return new FeatureStatistics(columns[0][i]!, columns[1][i]!, columns[2][i]!, columns[3][i]!,
            (long)(columns[4][i]?.FirstOrDefault() ?? 0), quantiles.All(q => q.Length == columns[2][i]!.Length) ? quantiles : []);
    }
}
