using System.Text.Json.Nodes;
using Robotics.Datasets.Json;
using Robotics.Datasets.Statistics;

namespace Robotics.Datasets.LeRobot.Writing;

/// <summary>Writes meta/stats.json, the statistics of the whole dataset.</summary>
internal static class StatisticsFile
{
    public static void Write(string root, IReadOnlyList<EpisodeEntry> episodes)
    {
        var content = new JsonObject();
        foreach (var feature in episodes[0].Statistics.Keys.Where(key => episodes.All(e => e.Statistics.ContainsKey(key))))
            content[feature] = Of(feature, FeatureStatistics.Join([.. episodes.Select(e => e.Statistics[feature])]));
        JsonFile.Write(Path.Combine(root, DatasetPaths.Statistics), content, indent: 4);
    }

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
        for (var q = 0; q < FeatureStatistics.LevelNames.Count; q++)
            content[FeatureStatistics.LevelNames[q]] = Numbers(feature, statistics.Quantiles[q]);
        return content;
    }

    private static JsonArray Numbers(string feature, double[] values, bool integers = false) =>
        new([.. values.Select(value => integers ? JsonValue.Create((long)value)
            : EpisodeStatistics.IsImage(feature) ? new JsonArray(new JsonArray(JsonFile.Float(value))) : JsonFile.Float(value))]);
}
