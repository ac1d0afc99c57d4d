using System.Text.Json.Nodes;

namespace Robotics.Datasets.LeRobot.Writing;

/// <summary>
/// The <c>huggingface</c> metadata entry by which the datasets library knows its own types. Without the optional
/// fingerprint: a repeated one would make that library reuse another dataset's cache.
/// </summary>
internal static class HuggingFaceSchema
{
    public const string MetadataKey = "huggingface";

    public static string Of(DatasetSpec spec)
    {
        var features = new JsonObject();
        if (spec.ActionNames.Count > 0)
            features[FrameReader.Action] = Vector(spec.ActionNames.Count);
        if (spec.StateNames.Count > 0)
            features[FrameReader.State] = Vector(spec.StateNames.Count);
        features["timestamp"] = Value("float32");
        foreach (var counter in new[] { "frame_index", "episode_index", "index", "task_index" })
            features[counter] = Value("int64");
        return new JsonObject { ["info"] = new JsonObject { ["features"] = features } }.ToJsonString();
    }

    private static JsonObject Vector(int length) => new() { ["feature"] = Value("float32"), ["length"] = length, ["_type"] = "List" };

    private static JsonObject Value(string type) => new() { ["dtype"] = type, ["_type"] = "Value" };
}
