using System.Text.Json.Nodes;
using Robotics.Datasets.Json;
using Robotics.Datasets.LeRobot;

namespace Robotics.Datasets.Conversion;

/// <summary>Streams the v2.1 metadata of the episodes that are converted: a row of episodes.jsonl with its statistics.</summary>
internal sealed class LegacyRows(ConversionPlan plan)
{
    private const string Remedy = "Restore the file from the dataset's source.";

    public IEnumerable<(Episode Episode, JsonObject Metadata, JsonObject? Statistics)> Read()
    {
        var wanted = plan.Episodes.ToDictionary(episode => episode.Index);
        var path = Path.Combine(plan.Source.Directory, DatasetPaths.LegacyStatistics);
        using var statistics = (File.Exists(path) ? JsonFile.ReadLines(path, Remedy) : []).GetEnumerator();
        var current = (Index: -1, Row: (JsonObject?)null);
        foreach (var (_, row) in JsonFile.ReadLines(Path.Combine(plan.Source.Directory, DatasetPaths.LegacyEpisodes), Remedy))
        {
            var index = row["episode_index"]!.GetValue<int>();
            while (current.Index < index && statistics.MoveNext())
                current = Index(path, statistics.Current);
            if (wanted.TryGetValue(index, out var episode))
                yield return (episode, row, current.Index == index ? current.Row!["stats"] as JsonObject : null);
        }
    }

    private static (int, JsonObject) Index(string path, (int Line, JsonObject Row) entry) =>
        entry.Row["episode_index"] is JsonValue value && value.TryGetValue<int>(out var index) ? (index, entry.Row)
            : throw new DataException(new Defect(path, $"line {entry.Line} has no 'episode_index'.", Remedy));
}
