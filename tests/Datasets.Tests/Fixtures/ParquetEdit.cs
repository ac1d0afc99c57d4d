using Apache.Arrow;
using ParquetSharp.Arrow;

namespace Robotics.Datasets.Tests.Fixtures;

/// <summary>Rewrites a parquet file with some columns changed or removed, so that tests can damage good files.</summary>
internal static class ParquetEdit
{
    /// <summary><paramref name="edit"/> gets each column of all rows and returns its replacement, or null to drop it.</summary>
    public static void Columns(string path, Func<string, IArrowArray, IArrowArray?> edit, int? rows = null, params (string Name, IArrowArray Values)[] added)
    {
        var fields = new List<Field>();
        var arrays = new List<IArrowArray>();
        using (var reader = new FileReader(path))
        using (var stream = reader.GetRecordBatchReader())
        {
            var batches = new List<RecordBatch>();
            while (stream.ReadNextRecordBatchAsync().AsTask().Result is { } batch)
                batches.Add(batch);
            foreach (var field in reader.Schema.FieldsList)
            {
                var index = reader.Schema.GetFieldIndex(field.Name);
                // two parts make the concatenator copy: memory that came from the reader must not go to the writer
                var parts = batches.Select(batch => batch.Column(index)).SelectMany(part =>
                    new[] { ArrowArrayFactory.Slice(part, 0, 1), ArrowArrayFactory.Slice(part, 1, part.Length - 1) });
                var whole = ArrowArrayConcatenator.Concatenate([.. parts]);
                if (edit(field.Name, rows is { } count ? ArrowArrayFactory.Slice(whole, 0, count) : whole) is not { } replaced)
                    continue;
                fields.Add(new Field(field.Name, replaced.Data.DataType, true));
                arrays.Add(replaced);
            }
        }

        foreach (var (name, values) in added)
        {
            fields.Add(new Field(name, values.Data.DataType, true));
            arrays.Add(values);
        }

        var schema = new Schema(fields, null);
        // as pyarrow does; else readers would not see large lists and categories
        using var arrowProperties = new ArrowWriterPropertiesBuilder().StoreSchema().Build();
        using var writer = new FileWriter(path, schema, arrowProperties: arrowProperties);
        writer.WriteRecordBatch(new RecordBatch(schema, arrays, arrays[0].Length), arrays[0].Length);
        writer.Close();
    }

    public static void Add(string path, string column, IArrowArray values) => Add(path, (column, values));

    public static void Add(string path, params (string Name, IArrowArray Values)[] columns) => Columns(path, (_, old) => old, added: columns);

    public static void Drop(string path, string column) => Columns(path, (name, values) => name == column ? null : values);

    public static void Integers(string path, string column, Action<long[]> change) => Columns(path, (name, values) =>
    {
        if (name != column)
            return values;
        var numbers = ((Int64Array)values).Values.ToArray();
        change(numbers);
        return new Int64Array.Builder().Append(numbers.AsSpan()).Build();
    });

    public static void Floats(string path, string column, Action<float[]> change) => Columns(path, (name, values) =>
    {
        if (name != column)
            return values;
        var numbers = ((FloatArray)values).Values.ToArray();
        change(numbers);
        return new FloatArray.Builder().Append(numbers.AsSpan()).Build();
    });

    public static void Seconds(string path, string column, Action<double[]> change) => Columns(path, (name, values) =>
    {
        if (name != column)
            return values;
        var numbers = ((DoubleArray)values).Values.ToArray();
        change(numbers);
        return new DoubleArray.Builder().Append(numbers.AsSpan()).Build();
    });

    /// <summary>Changes the numbers of a vector column and stores each row as a list, as pandas would.</summary>
    public static void Vectors(string path, string column, int width, Action<List<float[]>> change) => Columns(path, (name, values) =>
    {
        if (name != column)
            return values;
        var flat = ((FloatArray)((FixedSizeListArray)values).Values).Values.ToArray();
        List<float[]> rows = [.. flat.Chunk(width)];
        change(rows);
        var builder = new ListArray.Builder(Apache.Arrow.Types.FloatType.Default);
        foreach (var row in rows)
        {
            builder.Append();
            ((FloatArray.Builder)builder.ValueBuilder).Append(row.AsSpan());
        }

        return builder.Build();
    });

    /// <summary>Replaces one row of a column of integer lists.</summary>
    public static void IntegerList(string path, string column, int row, long[] replacement) => Columns(path, (name, values) =>
    {
        if (name != column)
            return values;
        var lists = (ListArray)values;
        var builder = new ListArray.Builder(Apache.Arrow.Types.Int64Type.Default);
        for (var i = 0; i < lists.Length; i++)
        {
            builder.Append();
            var old = (Int64Array)lists.Values;
            ((Int64Array.Builder)builder.ValueBuilder).Append(
                i == row ? replacement : old.Values.Slice(lists.ValueOffsets[i], lists.GetValueLength(i)));
        }

        return builder.Build();
    });

    /// <summary>Changes the numbers of a column of equally long lists.</summary>
    public static void Doubles(string path, string column, int width, Action<double[]> change) => Columns(path, (name, values) =>
    {
        if (name != column)
            return values;
        var flat = ((DoubleArray)((ListArray)values).Values).Values.ToArray();
        change(flat);
        var builder = new ListArray.Builder(Apache.Arrow.Types.DoubleType.Default);
        foreach (var row in flat.Chunk(width))
        {
            builder.Append();
            ((DoubleArray.Builder)builder.ValueBuilder).Append(row.AsSpan());
        }

        return builder.Build();
    });
}
