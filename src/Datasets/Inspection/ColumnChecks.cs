using Apache.Arrow;
using Apache.Arrow.Types;
using Robotics.Datasets.LeRobot;
using Robotics.Datasets.Parquet;

namespace Robotics.Datasets.Inspection;

/// <summary>Checks the columns of a data file against their declaration: that they are there, type, shape, that every number is finite and every text is one.</summary>
internal sealed class ColumnChecks
{
    private const string TypeRemedy = "Write the column with the declared type, or correct meta/info.json.";

    // the frame reader checks their values more closely
    private static readonly HashSet<string> Read =
        [FrameReader.State, FrameReader.Action, "timestamp", "frame_index", "episode_index", "index", "task_index"];

    private static readonly Dictionary<string, ArrowTypeId> Types = new()
    {
        ["float16"] = ArrowTypeId.HalfFloat,
        ["float32"] = ArrowTypeId.Float,
        ["float64"] = ArrowTypeId.Double,
        ["int8"] = ArrowTypeId.Int8,
        ["int16"] = ArrowTypeId.Int16,
        ["int32"] = ArrowTypeId.Int32,
        ["int64"] = ArrowTypeId.Int64,
        ["uint8"] = ArrowTypeId.UInt8,
        ["uint16"] = ArrowTypeId.UInt16,
        ["uint32"] = ArrowTypeId.UInt32,
        ["uint64"] = ArrowTypeId.UInt64,
        ["bool"] = ArrowTypeId.Boolean,
    };

    private readonly ParquetTable _table;
    private readonly Action<Defect> _report;
    private readonly DatasetInfo _info;
    private readonly (string Name, FeatureInfo Feature)[] _columns;

    public ColumnChecks(DatasetInfo info, ParquetTable table, Action<Defect> report)
    {
        (_info, _table, _report) = (info, table, report);
        _columns = [.. info.Features.Where(feature => Types.ContainsKey(feature.Value.DataType) || feature.Value.DataType == "string").Select(feature => (feature.Key, feature.Value))];
    }

    /// <summary>Whether every declared column is there and has the declared type.</summary>
    public void CheckTypes()
    {
        foreach (var (name, feature) in _info.Features.Where(feature => !feature.Value.IsVideo))
        {
            if (!_table.Has(name))
            {
                if (!Read.Contains(name))
                    _report(new Defect(_table.FilePath, $"column '{name}' is missing.", "Restore the file, or remove the feature from meta/info.json."));
                continue;
            }

            if (!Types.TryGetValue(feature.DataType, out var declared))
                continue;
            var found = Leaf(_table.FieldOf(name).DataType);
            // what is no number at all is found with the values
            if (found.TypeId != declared && Types.ContainsValue(found.TypeId))
                _report(new Defect(_table.FilePath, $"column '{name}' holds {found.Name} values; meta/info.json says {feature.DataType}.", TypeRemedy));
        }
    }

    /// <summary>Whether every value of an episode has the declared shape and is finite; names the first of each column that does not.</summary>
    public void CheckValues(EpisodeRow row)
    {
        (string Name, FeatureInfo Feature)[] others = [.. _columns.Where(column => !Read.Contains(column.Name) && _table.Has(column.Name))];
        if (others.Length == 0)
            return;
        using var rows = _table.Read(others.Select(column => column.Name), row.FirstRow, row.Episode.Length);
        foreach (var (name, feature) in others)
            if (FirstProblem(rows, name, feature) is var (frame, problem, remedy))
                _report(new Defect(_table.FilePath, $"'{name}' {problem}", remedy) { Episode = row.Episode.Index, Frame = frame });
    }

    private static (int Frame, string Problem, string Remedy)? FirstProblem(ParquetRows rows, string name, FeatureInfo feature)
    {
        foreach (var (first, piece) in rows.Pieces(name))
            for (var i = 0; i < piece.Length; i++)
                if (feature.DataType == "string")
                {
                    if (TextProblem(piece, i) is var (text, help))
                        return (first + i, text, help);
                }
                else if (Problem(piece, i, feature.Size) is { } problem)
                    return (first + i, problem, TypeRemedy);
                else if (piece.IsNull(i) || ArrowValues.Tree(piece, i).Any(value => !double.IsFinite(value)))
                    return (first + i, piece.IsNull(i) ? "is empty." : "holds a value that is no finite number.", "Remove the episode or repair the value from its neighbours.");
        return null;
    }

    private static string? Problem(IArrowArray piece, int row, int size)
    {
        try
        {
            var length = piece.IsNull(row) ? size : ArrowValues.Tree(piece, row).Count();
            return length == size ? null : $"holds {length} numbers where {size} belong.";
        }
        catch (InvalidCastException)
        {
            return $"holds values of type {Leaf(piece.Data.DataType).Name} where {size} numbers belong.";
        }
    }

    private static (string Problem, string Remedy)? TextProblem(IArrowArray piece, int row)
    {
        try
        {
            var isText = ArrowValues.Elements(piece, row) is var (values, start, length)
                && Enumerable.Range(start, length).All(i => ArrowValues.Text(values, i) is not null);
            return isText ? null : ("is empty.", "Write a text into every row.");
        }
        catch (InvalidCastException)
        {
            return ($"holds values of type {Leaf(piece.Data.DataType).Name} where texts belong.", TypeRemedy);
        }
    }

    private static IArrowType Leaf(IArrowType type) => type is NestedType { Fields: [var element] } ? Leaf(element.DataType) : type;
}
