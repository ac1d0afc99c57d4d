using System.Text.Json;
using System.Text.Json.Nodes;
using Robotics.Datasets.Json;

namespace Robotics.Datasets.LeRobot;

/// <summary>Reads meta/info.json; what it says is bounded and checked before anything is sized or opened by it.</summary>
internal sealed class InfoFile
{
    private const int MaximumFps = 10_000;
    private const int MaximumEpisodes = 50_000_000;
    private const int MaximumValues = 1 << 28;
    private const string Remedy = "Restore meta/info.json from the dataset's source.";

    private readonly string _path;
    private readonly JsonObject _root;

    private InfoFile(string path, JsonObject root) => (_path, _root) = (path, root);

    public static DatasetInfo Read(string path)
    {
        var file = new InfoFile(path, JsonFile.ReadObject(path, "Point to the folder that holds meta/info.json of a LeRobot dataset."));
        try
        {
            return file.Parse();
        }
        catch (Exception fault) when (fault is InvalidOperationException or FormatException or JsonException or OverflowException or NullReferenceException)
        {
            throw new DataException(new Defect(path, fault is NullReferenceException ? "a value is empty." : $"a value has the wrong type: {fault.Message}", Remedy), fault);
        }
    }

    private DatasetInfo Parse()
    {
        var version = Required("codebase_version").GetValue<string>();
        if (version is not ("v3.0" or "v2.1" or "v2.0"))
            throw Wrong($"its codebase_version is {version}.", "Convert the dataset to v2.1 or v3.0 with LeRobot's own scripts.");
        return new DatasetInfo(
            version,
            Integer("fps", 1, MaximumFps),
            _root["robot_type"]?.GetValue<string>(),
            Integer("total_episodes", 0, MaximumEpisodes),
            Required("total_frames").GetValue<long>(),
            Features(),
            Splits(),
            PathTemplate("data_path") ?? throw Wrong("'data_path' is missing.", Remedy),
            PathTemplate("video_path"),
            _root.ContainsKey("chunks_size") ? Integer("chunks_size", 1, MaximumEpisodes) : 1000)
        {
            TotalTasks = _root.ContainsKey("total_tasks") ? Integer("total_tasks", 0, MaximumEpisodes) : null,
        };
    }

    private Dictionary<string, FeatureInfo> Features()
    {
        var features = new Dictionary<string, FeatureInfo>();
        foreach (var (key, value) in Required("features").AsObject())
        {
            if (key.Contains('/') || key.Contains('\\') || key.Contains(".."))
                throw Wrong($"feature name '{key}' is not allowed.", "Rename the feature without slashes.");
            features[key] = Feature(key, value!.AsObject());
        }

        return features;
    }

    private FeatureInfo Feature(string key, JsonObject feature)
    {
        int[] shape = [.. (feature["shape"] as JsonArray ?? []).Select(length => length!.GetValue<int>())];
        if (shape.Any(length => length < 0) || shape.Aggregate(1.0, (product, length) => product * length) > MaximumValues)
            throw Wrong($"feature '{key}' has the impossible shape [{string.Join(", ", shape)}].", Remedy);
        var type = feature["dtype"]?.GetValue<string>() ?? throw Wrong($"feature '{key}' has no dtype.", Remedy);
        return new FeatureInfo(type, shape, Names(feature["names"]), type == "video" ? Video(feature) : null);
    }

    // a plain list, a list of lists, an object of lists such as {"motors": [...]}, or one of positions such as {"delta_x": 0}
    private static string[]? Names(JsonNode? names) => names switch
    {
        JsonArray list => [.. list.SelectMany(name => Names(name) ?? [])],
        JsonObject groups => [.. groups.SelectMany(group => group.Value is JsonValue ? [group.Key] : Names(group.Value) ?? [])],
        JsonValue name => [name.ToString()],
        _ => null,
    };

    private static FeatureVideoInfo Video(JsonObject feature)
    {
        var video = (feature["info"] ?? feature["video_info"]) as JsonObject ?? [];
        return new FeatureVideoInfo(
            video["video.fps"]?.GetValue<double>(),
            video["video.codec"]?.GetValue<string>(),
            video["video.pix_fmt"]?.GetValue<string>(),
            video["video.width"]?.GetValue<int>(),
            video["video.height"]?.GetValue<int>());
    }

    private Dictionary<string, string> Splits() => (_root["splits"] as JsonObject ?? [])
        .ToDictionary(split => split.Key, split => split.Value is JsonValue value && value.TryGetValue<string>(out var range) ? range
            : throw Wrong($"split '{split.Key}' is {split.Value?.ToJsonString() ?? "null"}, which is no text.", "Write it as \"first:end\", end exclusive."));

    // a path from a stranger's file must not leave the dataset
    private string? PathTemplate(string key)
    {
        var template = _root[key]?.GetValue<string>();
        if (template is not null && (Path.IsPathRooted(template) || template.Split('/', '\\').Contains("..")))
            throw Wrong($"'{key}' points outside the dataset: {template}", Remedy);
        return template;
    }

    private int Integer(string key, int least, int most)
    {
        var value = Required(key).GetValue<double>();
        if (!(value >= least && value <= most) || value != Math.Floor(value))
            throw Wrong($"'{key}' is {value:R}, which is not an integer from {least} to {most}.", Remedy);
        return (int)value;
    }

    private JsonNode Required(string key) => _root[key] ?? throw Wrong($"'{key}' is missing.", Remedy);

    private DataException Wrong(string problem, string remedy) => new(new Defect(_path, problem, remedy));
}
