using System.Text.Json.Nodes;
using Robotics.Datasets.Json;

namespace Robotics.Datasets.Sharding;

/// <summary>Plans and marks as JSON files.</summary>
internal static class ShardJson
{
    private const string Remedy = "It was not written by this program: remove the folder of the shards and run them again.";

    internal static JsonObject Of(ShardPlan plan) => new()
    {
        ["plan"] = plan.Id,
        ["work"] = plan.Work,
        ["shards"] = plan.Shards,
        ["dataset"] = plan.Dataset,
        ["dataset_directory"] = plan.DatasetDirectory,
        ["command"] = plan.Command,
        ["settings"] = new JsonObject([.. plan.Settings.Select(setting => KeyValuePair.Create(setting.Key, (JsonNode?)setting.Value))]),
        ["episodes"] = new JsonArray([.. plan.Episodes.Select(episode => new JsonArray(episode.Index, episode.Frames))]),
    };

    internal static JsonObject Of(ShardMark mark) => new()
    {
        ["plan"] = mark.Plan,
        ["shard"] = $"{mark.Shard}",
        ["host"] = mark.Host,
        ["seconds"] = mark.Seconds,
        ["episodes"] = new JsonArray([.. mark.Episodes.Select(episode => new JsonObject
        {
            ["episode"] = episode.Index,
            ["frames"] = episode.Frames,
            ["outputs"] = new JsonArray([.. episode.Outputs.Select(output => new JsonArray(output.Path, output.Bytes))]),
        })]),
    };

    /// <exception cref="DataException">The file is missing or holds no plan, or was changed.</exception>
    internal static ShardPlan ReadPlan(string path) => Read(path, json =>
    {
        var plan = new ShardPlan(
            Text(json, "work"), Text(json, "dataset"),
            Member(json, "settings").AsObject().ToDictionary(setting => setting.Key, setting => $"{setting.Value}"),
            [.. Member(json, "episodes").AsArray().Select(episode => Pair(episode)).Select(pair => new PlannedEpisode(Number(pair[0]), Number(pair[1])))],
            Number(Member(json, "shards")))
        {
            DatasetDirectory = Text(json, "dataset_directory"),
            Command = Text(json, "command"),
        };
        return plan.Id == Text(json, "plan") && plan.Shards is > 0 and <= Shard.MaximumCount
            ? plan
            : throw new FormatException("its id is not that of its content");
    });

    /// <exception cref="DataException">The file is missing or holds no mark.</exception>
    internal static ShardMark ReadMark(string path) => Read(path, json => new ShardMark(
        Text(json, "plan"),
        Shard.Parse(Text(json, "shard")) ?? throw new FormatException("its shard is no i/n"),
        [.. Member(json, "episodes").AsArray().Select(episode => new FinishedEpisode(
            Number(Member(episode, "episode")), Number(Member(episode, "frames")),
            [.. Member(episode, "outputs").AsArray().Select(output => Pair(output)).Select(pair => new ShardOutput($"{pair[0]}", pair[1]!.GetValue<long>()))]))],
        Member(json, "seconds").GetValue<double>(), Text(json, "host")));

    private static JsonNode Member(JsonNode? json, string name) => (json as JsonObject)?[name] ?? throw new FormatException($"'{name}' is missing");

    private static string Text(JsonNode json, string name) => Member(json, name).GetValue<string>();

    private static int Number(JsonNode? json) => json is null ? throw new FormatException("a number is missing") : json.GetValue<int>();

    private static JsonArray Pair(JsonNode? json) => json is JsonArray { Count: 2 } pair && pair[1] is not null ? pair : throw new FormatException("a pair is missing");

    private static T Read<T>(string path, Func<JsonObject, T> parse)
    {
        var json = JsonFile.ReadObject(path, Remedy);
        try
        {
            return parse(json);
        }
        catch (Exception fault) when (fault is InvalidOperationException or FormatException or ArgumentException)
        {
            throw new DataException(new Defect(path, $"it cannot be read: {fault.Message}.", Remedy), fault);
        }
    }
}
