using System.Text.Json;
using System.Text.Json.Nodes;
using Apache.Arrow;

namespace Robotics.Datasets.Parquet;

/// <summary>
/// A column filled from JSON values, row by row. Its type, what its leaves are and how deep lists are nested, comes from all
/// values first, because every row group of a file needs the same.
/// </summary>
internal sealed class JsonColumn(string name)
{
    private enum Leaf { Unknown, Flag, Integer, Number, Text, Record }

    private readonly Dictionary<string, JsonColumn> _fields = [];

    private Leaf _leaf;
    private int _depth;
    private JsonLeaves? _leaves;
    private ListLevel[]? _lists;

    /// <summary>Widens the type so that it can hold a value.</summary>
    /// <returns>Whether it can; lists beside single values, texts beside numbers, or objects that differ so cannot share a column.</returns>
    public bool TryWiden(JsonNode? value) => value is null || TryWiden(value, 0);

    /// <summary>Adds the value of the next row; the type must not be widened any more.</summary>
    public void Append(JsonNode? value) => Append(value, 0);

    /// <summary>The column of the rows added since the last call.</summary>
    public ParquetColumn Take()
    {
        var values = Leaves.Build();
        foreach (var list in Lists.Reverse())
            values = list.Build(values);
        (_leaves, _lists) = (null, null);
        return new ParquetColumn(new Field(name, values.Data.DataType, nullable: true), values);
    }

    private bool TryWiden(JsonNode? value, int depth)
    {
        if (value is JsonArray list)
        {
            if (_leaf != Leaf.Unknown && depth >= _depth)
                return false;
            _depth = Math.Max(_depth, depth + 1);
            return list.All(element => TryWiden(element, depth + 1));
        }

        if (value is null)
            return true;
        var leaf = LeafOf(value);
        if (depth != _depth)
            return false;
        if (_leaf == Leaf.Unknown || (_leaf == Leaf.Integer && leaf == Leaf.Number))
            _leaf = leaf;
        return leaf == Leaf.Record && _leaf == leaf ? TryWidenFields(value.AsObject()) : _leaf == leaf || (_leaf == Leaf.Number && leaf == Leaf.Integer);
    }

    private bool TryWidenFields(JsonObject record)
    {
        foreach (var (key, value) in record)
        {
            if (!_fields.TryGetValue(key, out var field))
                _fields[key] = field = new JsonColumn(key);
            if (!field.TryWiden(value))
                return false;
        }

        return true;
    }

    private static Leaf LeafOf(JsonNode value) => value.GetValueKind() switch
    {
        JsonValueKind.True or JsonValueKind.False => Leaf.Flag,
        JsonValueKind.String => Leaf.Text,
        JsonValueKind.Number => long.TryParse(value.ToJsonString(), out _) ? Leaf.Integer : Leaf.Number,
        _ => Leaf.Record,
    };

    private void Append(JsonNode? value, int depth)
    {
        if (depth == _depth)
        {
            Leaves.Append(value);
            return;
        }

        if (value is JsonArray list)
            foreach (var element in list)
                Append(element, depth + 1);
        Lists[depth].Close(depth + 1 == _depth ? Leaves.Count : Lists[depth + 1].Count, present: value is not null);
    }

    private JsonLeaves Leaves => _leaves ??= _leaf switch
    {
        Leaf.Flag => JsonLeaves.Flags(),
        Leaf.Integer => JsonLeaves.Integers(),
        Leaf.Number => JsonLeaves.Numbers(),
        // parquet has no records without fields
        Leaf.Record when _fields.Count > 0 => JsonLeaves.Records(_fields),
        Leaf.Record => JsonLeaves.Nothing(),
        _ => JsonLeaves.Texts(),
    };

    private ListLevel[] Lists => _lists ??= [.. Enumerable.Range(0, _depth).Select(_ => new ListLevel())];

    /// <summary>Lists at one depth of nesting: where each ends among the elements.</summary>
    private sealed class ListLevel
    {
        private readonly ArrowBuffer.Builder<int> _offsets = new ArrowBuffer.Builder<int>().Append(0);
        private readonly ArrowBuffer.BitmapBuilder _present = new();

        public int Count => _present.Length;

        public void Close(int elements, bool present)
        {
            _offsets.Append(elements);
            _present.Append(present);
        }

        public ListArray Build(IArrowArray elements) => ParquetColumn.Lists(_offsets, _present, elements);
    }
}
