using System.Text.Json.Nodes;
using Apache.Arrow;

namespace Robotics.Datasets.Parquet;

/// <summary>A range of rows of some columns, in memory until it is released, with typed access to each column.</summary>
internal sealed class ParquetRows(string path, IReadOnlyList<RecordBatch> batches, Action release) : IDisposable
{
    public string FilePath { get; } = path;

    public int Count { get; } = batches.Sum(batch => batch.Length);

    public bool Has(string column) => batches.Count > 0 && batches[0].Schema.GetFieldIndex(column) >= 0;

    /// <summary>The pieces of a column with the row at which each begins; empty when the column is absent.</summary>
    public IEnumerable<(int Row, IArrowArray Values)> Pieces(string column)
    {
        var row = 0;
        foreach (var batch in batches)
        {
            if (Has(column))
                yield return (row, batch.Column(batch.Schema.GetFieldIndex(column)));
            row += batch.Length;
        }
    }

    /// <summary>A column of one value a row, converted by <paramref name="element"/>; absent columns give defaults.</summary>
    public T[] Column<T>(string column, Func<IArrowArray, int, T> element)
    {
        var values = new T[Count];
        foreach (var (row, piece) in Pieces(column))
            for (var i = 0; i < piece.Length; i++)
                values[row + i] = element(piece, i);
        return values;
    }

    public long?[] Integers(string column) => Column(column, (array, i) => Typed(column, ArrowValues.Integer, array, i));

    public double?[] Numbers(string column) => Column(column, (array, i) => Typed(column, ArrowValues.Number, array, i));

    public string?[] Texts(string column) => Column(column, (array, i) => Typed(column, ArrowValues.Text, array, i));

    /// <summary>Whatever a row holds, as JSON; null where it holds nothing.</summary>
    public JsonNode? Json(string column, int row)
    {
        foreach (var (first, values) in Pieces(column))
            if (row < first + values.Length)
                return Typed(column, ArrowJson.Of, values, row - first);
        return null;
    }

    /// <summary>One list of integers a row; null where the row has none.</summary>
    public long[]?[] IntegerLists(string column) => Column(column, (array, i) =>
        ArrowValues.Elements(array, i) is var (values, start, length)
            ? Enumerable.Range(start, length).Select(j => Typed(column, ArrowValues.Integer, values, j) ?? 0).ToArray()
            : null);

    /// <summary>One list of strings a row; null where the row has none.</summary>
    public string[]?[] TextLists(string column) => Column(column, (array, i) =>
        ArrowValues.Elements(array, i) is var (values, start, length)
            ? Enumerable.Range(start, length).Select(j => Typed(column, ArrowValues.Text, values, j) ?? "").ToArray()
            : null);

    /// <summary>All numbers of a row, however deep its lists are nested; null where the row has none.</summary>
    public double[]?[] NumberTrees(string column) => Column(column, (array, i) =>
        array.IsNull(i) ? null : Typed(column, (values, row) => ArrowValues.Tree(values, row).ToArray(), array, i));

    /// <summary>A whole column in its plain form, as one array in memory of its own; memory that came from a reader must not go to a writer.</summary>
    /// <exception cref="DataException">The column has a type that cannot be copied.</exception>
    public IArrowArray Copy(string column)
    {
        try
        {
            // two parts make the concatenator copy
            return ArrowArrayConcatenator.Concatenate([.. Pieces(column).Select(piece => ColumnForm.Plain(piece.Values)).SelectMany(piece => new[]
            {
                ArrowArrayFactory.Slice(piece, 0, Math.Min(1, piece.Length)),
                ArrowArrayFactory.Slice(piece, Math.Min(1, piece.Length), Math.Max(0, piece.Length - 1)),
            })]);
        }
        catch (Exception fault) when (fault is NotImplementedException or InvalidCastException)
        {
            throw WrongType(column, Pieces(column).First().Values, fault);
        }
    }

    public void Dispose() => release();

    private T Typed<T>(string column, Func<IArrowArray, int, T> read, IArrowArray array, int row)
    {
        try
        {
            return read(array, row);
        }
        catch (InvalidCastException fault)
        {
            throw WrongType(column, array, fault);
        }
    }

    private DataException WrongType(string column, IArrowArray array, Exception fault) => new(new Defect(
        FilePath, $"column '{column}' has type {array.Data.DataType.Name}.", "Write the column with the type that the LeRobot format gives it."), fault);
}
