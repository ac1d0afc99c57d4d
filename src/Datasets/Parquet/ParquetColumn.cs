using Apache.Arrow;
using Apache.Arrow.Types;

namespace Robotics.Datasets.Parquet;

/// <summary>A named column to be written, with its Arrow type.</summary>
internal sealed record ParquetColumn(Field Field, IArrowArray Values)
{
    // the name in pyarrow's schemas; in the parquet path it becomes "element"
    public const string Element = "item";

    public static ParquetColumn Of(string name, long[] values) =>
        New(name, Int64Type.Default, new Int64Array.Builder().Append(values).Build());

    public static ParquetColumn Of(string name, double[] values) =>
        New(name, DoubleType.Default, new DoubleArray.Builder().Append(values).Build());

    public static ParquetColumn Of(string name, float[] values) =>
        New(name, FloatType.Default, new FloatArray.Builder().Append(values).Build());

    public static ParquetColumn Of(string name, IEnumerable<string?> values) =>
        New(name, StringType.Default, new StringArray.Builder().AppendRange(values!).Build());

    /// <summary>One vector of fixed length per row: values [N, D].</summary>
    public static ParquetColumn Of(string name, float[,] values)
    {
        var type = new FixedSizeListType(new Field(Element, FloatType.Default, nullable: true), values.GetLength(1));
        var flat = new FloatArray.Builder();
        flat.Append(System.Runtime.InteropServices.MemoryMarshal.CreateReadOnlySpan(ref values[0, 0], values.Length));
        var rows = new FixedSizeListArray(type, values.GetLength(0), flat.Build(), NoNulls(values.GetLength(0)));
        return New(name, type, rows);
    }

    /// <summary>One list per row; null rows have none.</summary>
    public static ParquetColumn Of(string name, IReadOnlyList<long[]?> rows) =>
        Lists(name, rows, new Int64Array.Builder().Append(Flatten(rows)).Build());

    /// <summary>One list per row; null rows have none.</summary>
    public static ParquetColumn Of(string name, IReadOnlyList<double[]?> rows) =>
        Lists(name, rows, new DoubleArray.Builder().Append(Flatten(rows)).Build());

    /// <summary>One list per row; null rows have none.</summary>
    public static ParquetColumn Of(string name, IReadOnlyList<string[]?> rows) =>
        Lists(name, rows, new StringArray.Builder().AppendRange(Flatten(rows)).Build());

    /// <summary>Per row a column of pixels per channel: values [N][C] stored as [C][1][1], as LeRobot keeps image statistics.</summary>
    public static ParquetColumn OfChannels(string name, IReadOnlyList<double[]> rows)
    {
        long[][] single = [.. Flatten(rows).Select(_ => new long[1])];
        var pixels = Of(name, [.. Flatten(rows).Select(value => new[] { value })]);
        return Lists(name, rows, Lists(name, single, pixels.Values).Values);
    }

    /// <summary>Lists of any element.</summary>
    /// <param name="offsets">Where each begins among the elements, and where the last ends [N + 1].</param>
    /// <param name="present">Which rows have one [N].</param>
    /// <param name="elements">The elements of all.</param>
    public static ListArray Lists(ArrowBuffer.Builder<int> offsets, ArrowBuffer.BitmapBuilder present, IArrowArray elements) => new(
        new ListType(new Field(Element, elements.Data.DataType, nullable: true)), present.Length, offsets.Build(), elements, present.Build(), present.UnsetBitCount);

    private static ParquetColumn Lists<T>(string name, IReadOnlyList<T[]?> rows, IArrowArray elements)
    {
        var offsets = new ArrowBuffer.Builder<int>(rows.Count + 1);
        var present = new ArrowBuffer.BitmapBuilder(rows.Count);
        var end = 0;
        offsets.Append(end);
        foreach (var row in rows)
        {
            offsets.Append(end += row?.Length ?? 0);
            present.Append(row is not null);
        }

        var lists = Lists(offsets, present, elements);
        return New(name, lists.Data.DataType, lists);
    }

    private static T[] Flatten<T>(IReadOnlyList<T[]?> rows) => [.. rows.SelectMany(row => row ?? [])];

    private static ArrowBuffer NoNulls(int rows) => new ArrowBuffer.BitmapBuilder(rows).AppendRange(true, rows).Build();

    private static ParquetColumn New(string name, IArrowType type, IArrowArray values) =>
        new(new Field(name, type, nullable: true), values);
}
