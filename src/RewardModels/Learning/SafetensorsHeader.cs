using System.Text.Json;
using Robotics.Datasets;
using static TorchSharp.torch;

namespace Robotics.RewardModels.Learning;

/// <summary>Reads the JSON header of a safetensors file, trusting none of it.</summary>
internal static class SafetensorsHeader
{
    // a header may claim anything: no allocation beyond this follows from it
    private const long MaxBytes = 16L << 30;

    private static readonly (string Name, ScalarType Type, int Size)[] Types =
    [
        ("F64", ScalarType.Float64, 8), ("F32", ScalarType.Float32, 4), ("F16", ScalarType.Float16, 2),
        ("BF16", ScalarType.BFloat16, 2), ("I64", ScalarType.Int64, 8), ("I32", ScalarType.Int32, 4),
        ("I16", ScalarType.Int16, 2), ("I8", ScalarType.Int8, 1), ("U8", ScalarType.Byte, 1), ("BOOL", ScalarType.Bool, 1),
    ];

    internal sealed record Entry(string Name, ScalarType Type, long[] Shape, long Begin, long End);

    internal static string NameOf(ScalarType type) =>
        Types.FirstOrDefault(t => t.Type == type).Name ?? throw new ArgumentException($"Safetensors has no type for {type}.");

    /// <summary>Entries in the order of their data, which must follow each other without gap or overlap.</summary>
    internal static (IReadOnlyList<Entry> Entries, Dictionary<string, string> Metadata) Parse(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
            throw new DataException("Not a safetensors file: its header is no JSON object.");
        var entries = new List<Entry>();
        var metadata = new Dictionary<string, string>();
        try
        {
            foreach (var property in root.EnumerateObject())
                if (property.Name == "__metadata__")
                    ReadMetadata(property.Value, metadata);
                else
                    entries.Add(ReadEntry(property));
        }
        catch (InvalidOperationException e)
        {
            throw new DataException($"The safetensors header holds text that is not UTF-8 ({e.Message})", e);
        }
        entries.Sort((a, b) => a.Begin != b.Begin ? a.Begin.CompareTo(b.Begin) : a.End.CompareTo(b.End));
        CheckOrder(entries);
        return (entries, metadata);
    }

    private static void ReadMetadata(JsonElement element, Dictionary<string, string> metadata)
    {
        if (element.ValueKind != JsonValueKind.Object)
            throw new DataException("The metadata of the safetensors header is no JSON object.");
        foreach (var property in element.EnumerateObject())
            metadata[property.Name] = property.Value.ValueKind == JsonValueKind.String
                ? property.Value.GetString()!
                : throw new DataException($"Metadata {property.Name} of the safetensors header is no string.");
    }

    private static Entry ReadEntry(JsonProperty property)
    {
        var name = property.Name;
        try
        {
            var type = property.Value.GetProperty("dtype").GetString();
            var known = Types.FirstOrDefault(t => t.Name == type);
            if (known.Name is null)
                throw new DataException($"Tensor {name} has the unknown type {type}.");
            var shape = property.Value.GetProperty("shape").EnumerateArray().Select(e => e.GetInt64()).ToArray();
            var offsets = property.Value.GetProperty("data_offsets").EnumerateArray().Select(e => e.GetInt64()).ToArray();
            if (offsets.Length != 2 || offsets[0] < 0 || offsets[1] < offsets[0] || offsets[1] > MaxBytes)
                throw new DataException($"Tensor {name} has impossible data offsets.");
            if (ByteCount(name, shape, known.Size) != offsets[1] - offsets[0])
                throw new DataException($"Tensor {name} of shape [{string.Join(", ", shape)}] does not fill its data offsets.");
            return new Entry(name, known.Type, shape, offsets[0], offsets[1]);
        }
        catch (Exception e) when (e is InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw new DataException($"Tensor {name} is described wrongly in the safetensors header ({e.Message})", e);
        }
    }

    private static long ByteCount(string name, long[] shape, int size)
    {
        long count = size;
        foreach (var length in shape)
        {
            if (length < 0 || (length > 0 && count > MaxBytes / length))
                throw new DataException($"Tensor {name} has the impossible shape [{string.Join(", ", shape)}].");
            count *= length;
        }
        return count;
    }

    private static void CheckOrder(List<Entry> entries)
    {
        long expected = 0;
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var entry in entries)
        {
            if (!names.Add(entry.Name))
                throw new DataException($"Tensor {entry.Name} is in the safetensors header twice.");
            if (entry.Begin != expected)
                throw new DataException($"Tensor {entry.Name} starts at byte {entry.Begin} where {expected} is due: gap or overlap.");
            expected = entry.End;
        }
    }
}
