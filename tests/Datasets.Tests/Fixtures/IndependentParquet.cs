using Parquet;
using Parquet.Meta;
using Parquet.Schema;

namespace Robotics.Datasets.Tests.Fixtures;

/// <summary>A parquet file seen by a reader that shares no code with the one under test.</summary>
internal sealed class IndependentParquet : IDisposable
{
    private readonly ParquetReader _reader;

    private IndependentParquet(ParquetReader reader) => _reader = reader;

    public static async Task<IndependentParquet> Open(string path) => new(await ParquetReader.CreateAsync(path));

    public IReadOnlyList<string> Columns => [.. _reader.Schema.Fields.Select(column => column.Name)];

    public IReadOnlyDictionary<string, string> Metadata => _reader.CustomMetadata;

    public FileMetaData Footer => _reader.Metadata!;

    /// <summary>A leaf's parquet path, parts joined by '|'.</summary>
    public IReadOnlyList<string> Paths => [.. Footer.RowGroups[0].Columns.Select(column => string.Join('|', column.MetaData!.PathInSchema))];

    /// <summary>All values of a column in one row group, lists flattened; the column must hold no nulls.</summary>
    public async Task<T[]> Values<T>(string column, int group)
        where T : struct
    {
        using var reader = _reader.OpenRowGroupReader(group);
        var leaf = Leaf(column);
        var count = (int)reader.GetMetadata(leaf)!.MetaData!.NumValues;
        var values = new T[count];
        await reader.ReadRawAsync(leaf, values.AsMemory(), Levels(leaf.MaxDefinitionLevel), Levels(leaf.MaxRepetitionLevel));
        return values;

        Memory<int>? Levels(int highest) => highest > 0 ? new int[count] : default(Memory<int>?);
    }

    public async Task<string?[]> Texts(string column, int group)
    {
        using var reader = _reader.OpenRowGroupReader(group);
        var values = new string?[reader.RowCount];
        await reader.ReadAsync(Leaf(column), values.AsMemory()!);
        return values;
    }

    public void Dispose() => _reader.DisposeAsync().AsTask().Wait();

    private DataField Leaf(string column) => _reader.Schema.GetDataFields().Single(field => field.Path.FirstPart == column);
}
