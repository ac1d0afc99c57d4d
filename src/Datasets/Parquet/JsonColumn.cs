using System.Text.Json;
using System.Text.Json.Nodes;
using Apache.Arrow;
using Apache.Arrow.Types;

namespace Robotics.Datasets.Parquet;

/// <summary>The type of a column that is filled from JSON values: what its leaves are and how deep lists are nested.</summary>
internal sealed class JsonColumn(string name)
{
    private enum Leaf { Unknown, Flag, Integer, Number, Text }

    private Leaf _leaf;
    private int _depth;

    /// <summary>Widens the type so that it can hold a value.</summary>
    /// <returns>Whether it can; lists beside single values, or texts beside numbers, cannot share a column.</returns>
    public bool TryWiden(JsonNode? value) => value is null || TryWiden(value, 0);

    /// <summary>The column of some rows.</summary>
    public ParquetColumn Build(IReadOnlyList<JsonNode?> rows)
    {
        var values = Build(rows, _depth);
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
        if (leaf is null || depth != _depth)
            return false;
        if (_leaf == Leaf.Unknown || (_leaf == Leaf.Integer && leaf == Leaf.Number))
            _leaf = leaf.Value;
        return _leaf == leaf || (_leaf == Leaf.Number && leaf == Leaf.Integer);
    }

    private static Leaf? LeafOf(JsonNode value) => value.GetValueKind() switch
    {
        JsonValueKind.True or JsonValueKind.False => Leaf.Flag,
        JsonValueKind.String => Leaf.Text,
        JsonValueKind.Number => long.TryParse(value.ToJsonString(), out _) ? Leaf.Integer : Leaf.Number,
        _ => null,
    };

    private IArrowArray Build(IReadOnlyList<JsonNode?> values, int depth)
    {
        if (depth == 0)
            return Leaves(values);
        var offsets = new ArrowBuffer.Builder<int>(values.Count + 1);
        var present = new ArrowBuffer.BitmapBuilder(values.Count);
        var elements = new List<JsonNode?>();
        offsets.Append(0);
        foreach (var value in values)
        {
            if (value is JsonArray list)
                elements.AddRange(list);
            offsets.Append(elements.Count);
            present.Append(value is not null);
        }

        var children = Build(elements, depth - 1);
        var type = new ListType(new Field(ParquetColumn.Element, children.Data.DataType, nullable: true));
        return new ListArray(type, values.Count, offsets.Build(), children, present.Build(), values.Count(value => value is null));
    }

    private IArrowArray Leaves(IReadOnlyList<JsonNode?> values) => _leaf switch
    {
        Leaf.Flag => values.Aggregate(new BooleanArray.Builder(), (builder, value) =>
            value is null ? builder.AppendNull() : builder.Append(value.GetValue<bool>())).Build(),
        Leaf.Integer => values.Aggregate(new Int64Array.Builder(), (builder, value) =>
            value is null ? builder.AppendNull() : builder.Append(long.Parse(value.ToJsonString()))).Build(),
        Leaf.Number => values.Aggregate(new DoubleArray.Builder(), (builder, value) =>
            value is null ? builder.AppendNull() : builder.Append(double.Parse(value.ToJsonString()))).Build(),
        _ => values.Aggregate(new StringArray.Builder(), (builder, value) =>
            value is null ? builder.AppendNull() : builder.Append(value.GetValue<string>())).Build(),
    };
}
