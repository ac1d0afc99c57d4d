using System.Text.Json;
using System.Text.Json.Nodes;
using Robotics.Datasets.Json;

namespace Robotics.Datasets.Conversion;

/// <summary>The names that the datasets library gives its types in the <c>huggingface</c> metadata of parquet files.</summary>
internal static class HuggingFaceTypes
{
    /// <summary>Up to version 3 of the library, which readers of v2.1 use, lists are called sequences, and a file with another name cannot be opened.</summary>
    public static string ToLegacy(string metadata)
    {
        try
        {
            var content = JsonNode.Parse(metadata);
            Rename(content);
            return content is null ? metadata : JsonFile.Line(content);
        }
        catch (Exception fault) when (fault is JsonException or ArgumentException or InvalidOperationException)
        {
            // readers ignore what is no JSON
            return metadata;
        }
    }

    private static void Rename(JsonNode? node)
    {
        if (node is JsonObject type)
        {
            if (type["_type"] is JsonValue name && name.TryGetValue<string>(out var text) && text == "List")
                type["_type"] = "Sequence";
            foreach (var (_, value) in type)
                Rename(value);
        }
        else if (node is JsonArray list)
            foreach (var element in list)
                Rename(element);
    }
}
