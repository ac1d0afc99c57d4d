using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Robotics.Datasets.Files;

namespace Robotics.Cli.Runs;

/// <summary>The numbers of a run, <c>results.json</c>; each step adds its own and the file is whole at any time.</summary>
public sealed class ResultsFile(string path)
{
    private static readonly JsonSerializerOptions Format = new()
    {
        WriteIndented = true,
        NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    /// <summary>Everything written so far.</summary>
    public JsonObject Read() => File.Exists(path) ? JsonNode.Parse(File.ReadAllText(path))!.AsObject() : [];

    /// <summary>Sets values by dotted key, such as <c>reward.clock.voc</c>; a value is a number, text, list or record.</summary>
    public void Set(params IEnumerable<(string Key, object? Value)> values)
    {
        var root = Read();
        foreach (var (key, value) in values)
        {
            var parts = key.Split('.');
            var group = root;
            foreach (var part in parts[..^1])
            {
                if (group[part] is not JsonObject inner) group[part] = inner = [];
                group = inner;
            }
            group[parts[^1]] = JsonSerializer.SerializeToNode(value, Format);
        }
        AtomicFile.Write(path, file => file.Write(Encoding.UTF8.GetBytes(root.ToJsonString(Format) + "\n")));
    }
}
