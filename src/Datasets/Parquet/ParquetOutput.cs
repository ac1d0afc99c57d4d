using Apache.Arrow;
using Apache.Arrow.Types;
using ParquetSharp;
using ParquetSharp.Arrow;
using Schema = Apache.Arrow.Schema;

namespace Robotics.Datasets.Parquet;

/// <summary>
/// A parquet file being written the way LeRobot's writer has it: snappy, dictionaries, format 2.6, Arrow schema stored,
/// and one row group for each batch of rows.
/// </summary>
internal sealed class ParquetOutput : IDisposable
{
    private readonly FileWriter _file;
    private readonly Schema _schema;

    public ParquetOutput(string path, IReadOnlyList<ParquetColumn> columns, IReadOnlyDictionary<string, string> metadata)
    {
        _schema = new Schema(columns.Select(column => column.Field), metadata.Count == 0 ? null : metadata);
        using var builder = new WriterPropertiesBuilder();
        using var properties = builder.Compression(Compression.Snappy).Version(ParquetVersion.PARQUET_2_6).MemoryPool(MemoryPool.SystemMemoryPool()).Build();
        using var arrowBuilder = new ArrowWriterPropertiesBuilder();
        using var arrowProperties = arrowBuilder.StoreSchema().Build();
        _file = new FileWriter(path, _schema, properties, arrowProperties);
    }

    /// <summary>Writes a whole file of one row group.</summary>
    public static void WriteFile(string path, IReadOnlyList<ParquetColumn> columns, IReadOnlyDictionary<string, string> metadata)
    {
        using var output = new ParquetOutput(path, columns, metadata);
        output.WriteRowGroup(columns);
        output.Close();
    }

    /// <summary>The same columns in the order and with the types of this file, as far as their values allow.</summary>
    public IReadOnlyList<ParquetColumn> Fit(IReadOnlyList<ParquetColumn> columns)
    {
        var byName = columns.ToDictionary(column => column.Field.Name);
        return columns.Count != _schema.FieldsList.Count || _schema.FieldsList.Any(field => !byName.ContainsKey(field.Name)) ? columns
            : [.. _schema.FieldsList.Select(field => byName[field.Name].Values is var values && ColumnForm.As(field.DataType, values) is { } fitting
                ? new ParquetColumn(field, fitting) : byName[field.Name])];
    }

    /// <summary>Writes one row group; the columns must be those that the file was opened with.</summary>
    /// <exception cref="ArgumentException">They are others; the native writer would not check.</exception>
    public void WriteRowGroup(IReadOnlyList<ParquetColumn> columns)
    {
        if (!columns.Select(Describe).SequenceEqual(_schema.FieldsList.Select(field => Describe(field.Name, field.DataType))))
            throw new ArgumentException("The columns are not those of the file.", nameof(columns));
        using var batch = new RecordBatch(_schema, columns.Select(column => column.Values), columns[0].Values.Length);
        _file.WriteRecordBatch(batch, Math.Max(1, batch.Length));
    }

    private static string Describe(ParquetColumn column) => Describe(column.Field.Name, column.Values.Data.DataType);

    private static string Describe(string name, IArrowType type) => type is NestedType nested
        ? $"{name}:{type.Name}({string.Join(',', nested.Fields.Select(field => Describe("", field.DataType)))})"
        : $"{name}:{type.Name}";

    /// <summary>Finishes the file; without this call it is not a parquet file.</summary>
    public void Close() => _file.Close();

    public void Dispose() => _file.Dispose();
}
