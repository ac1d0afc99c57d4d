using System.Text.Json.Nodes;
using Robotics.Datasets.Json;
using Robotics.Datasets.Statistics;

namespace Robotics.Datasets.LeRobot.Writing;

/// <summary>Writes meta/stats.json, the statistics of the whole dataset.</summary>
internal static class StatisticsFile
{
    public static void Write(string root, IReadOnlyDictionary<string, FeatureStatistics> features)
    {
        var content = new JsonObject();
        foreach (var (feature, statistics) in features)
            content[feature] = Of(feature, statistics);
        JsonFile.Write(Path.Combine(root, DatasetPaths.Statistics), content, indent: 4);
    }

    /// <summary>Joins the episodes' statistics of every feature that all of them have.</summary>
    public static Dictionary<string, FeatureStatistics> Join(IReadOnlyList<IReadOnlyDictionary<string, FeatureStatistics>> episodes) =>
        episodes.Count == 0 ? [] : episodes[0].Keys.Where(key => episodes.All(episode => episode.ContainsKey(key)))
            .ToDictionary(key => key, key => FeatureStatistics.Join([.. episodes.Select(episode => episode[key])]));

    private static JsonObject Of(string feature, FeatureStatistics statistics)
    {
        var integers = EpisodeStatistics.IsInteger(feature);
        var content = new JsonObject
        {
            ["min"] = Numbers(feature, statistics.Min, integers),
            ["max"] = Numbers(feature, statistics.Max, integers),
            ["mean"] = Numbers(feature, statistics.Mean),
            ["std"] = Numbers(feature, statistics.Std),
            ["count"] = new JsonArray(statistics.Count),
        };
        for (var q = 0; q < statistics.Quantiles.Length; q++)
            content[FeatureStatistics.LevelNames[q]] = Numbers(feature, statistics.Quantiles[q]);
        return content;
    }

    private static JsonArray Numbers(string feature, double[] values, bool integers = false) =>
        new([.. values.Select(value => integers ? JsonValue.Create((long)value)
            : EpisodeStatistics.IsImage(feature) ? new JsonArray(new JsonArray(JsonFile.Float(value))) : JsonFile.Float(value))]);
}
