using System.Text.Json.Nodes;
using Robotics.Datasets.Json;
using Robotics.Datasets.Statistics;

namespace Robotics.Datasets.LeRobot.Writing;

/// <summary>Writes meta/stats.json, the statistics of the whole dataset.</summary>
internal static class StatisticsFile
{
    /// <summary>Writes the file; statistics of images are per channel, [C][1][1].</summary>
    public static void Write(string root, IReadOnlyDictionary<string, FeatureStatistics> features, Func<string, bool> isImage)
    {
        var content = new JsonObject();
        foreach (var (feature, statistics) in features)
            content[feature] = Of(statistics, EpisodeStatistics.IsInteger(feature), isImage(feature));
        JsonFile.Write(Path.Combine(root, DatasetPaths.Statistics), content, indent: 4);
    }

    /// <summary>Joins the episodes' statistics of every feature that all of them have.</summary>
    public static Dictionary<string, FeatureStatistics> Join(IReadOnlyList<IReadOnlyDictionary<string, FeatureStatistics>> episodes) =>
        episodes.Count == 0 ? [] : episodes[0].Keys.Where(key => episodes.All(episode => episode.ContainsKey(key)))
            .ToDictionary(key => key, key => FeatureStatistics.Join([.. episodes.Select(episode => episode[key])]));

    private static JsonObject Of(FeatureStatistics statistics, bool integers, bool isImage)
    {
        var content = new JsonObject
        {
            ["min"] = Numbers(statistics.Min, isImage, integers),
            ["max"] = Numbers(statistics.Max, isImage, integers),
            ["mean"] = Numbers(statistics.Mean, isImage),
            ["std"] = Numbers(statistics.Std, isImage),
            ["count"] = new JsonArray(statistics.Count),
        };
        for (var q = 0; q < statistics.Quantiles.Length; q++)
            content[FeatureStatistics.LevelNames[q]] = Numbers(statistics.Quantiles[q], isImage);
        return content;
    }

    private static JsonArray Numbers(double[] values, bool isImage, bool integers = false) =>
        new([.. values.Select(value => integers ? JsonValue.Create((long)value)
            : isImage ? new JsonArray(new JsonArray(JsonFile.Float(value))) : JsonFile.Float(value))]);
}
