using System.Text.Json.Nodes;
using Robotics.Datasets.Json;
using Robotics.Datasets.Statistics;

namespace Robotics.Datasets.LeRobot;

/// <summary>Statistics in JSON, as meta/stats.json and v2.1's meta/episodes_stats.jsonl hold them; nested lists become flat.</summary>
internal static class StatisticsJson
{
    private const string Remedy = "Compute the statistics again.";

    /// <summary>By feature; features whose entries are no statistics are left out, and so are those that are reported.</summary>
    public static Dictionary<string, FeatureStatistics> Read(string path, JsonObject content, Action<Defect> report)
    {
        var statistics = new Dictionary<string, FeatureStatistics>();
        foreach (var (feature, entry) in content)
            if (entry is JsonObject numbers && numbers.ContainsKey("mean") && Of(path, feature, numbers, report) is { } found)
                statistics[feature] = found;
        return statistics;
    }

    public static Dictionary<string, FeatureStatistics> ReadFile(string path, Action<Defect> report) => Read(path, JsonFile.ReadObject(path, Remedy), report);

    private static FeatureStatistics? Of(string path, string feature, JsonObject numbers, Action<Defect> report)
    {
        try
        {
            return Of(path, feature, numbers);
        }
        catch (DataException fault) when (fault.Defect is { } defect)
        {
            report(defect);
            return null;
        }
    }

    private static FeatureStatistics Of(string path, string feature, JsonObject numbers)
    {
        var mean = Numbers(path, feature, numbers["mean"]);
        double[] Same(string name)
        {
            var values = Numbers(path, feature, numbers[name]);
            return values.Length == mean.Length ? values
                : throw new DataException(new Defect(path, $"'{feature}' has {mean.Length} means and {values.Length} numbers in '{name}'.", Remedy));
        }

        var hasQuantiles = FeatureStatistics.LevelNames.All(numbers.ContainsKey);
        return new FeatureStatistics(Same("min"), Same("max"), mean, Same("std"),
            (long)Numbers(path, feature, numbers["count"]).FirstOrDefault(),
            hasQuantiles ? [.. FeatureStatistics.LevelNames.Select(Same)] : []);
    }

    private static double[] Numbers(string path, string feature, JsonNode? node)
    {
        try
        {
            return [.. Flatten(node)];
        }
        catch (Exception fault) when (fault is InvalidOperationException or FormatException)
        {
            throw new DataException(new Defect(path, $"a statistic of '{feature}' is no number: {fault.Message}", Remedy), fault);
        }
    }

    private static IEnumerable<double> Flatten(JsonNode? node) => node switch
    {
        JsonArray list => list.SelectMany(element => element is null ? [double.NaN] : Flatten(element)),
        JsonValue value => [value.GetValue<double>()],
        _ => [],
    };
}
