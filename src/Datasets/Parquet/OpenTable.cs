namespace Robotics.Datasets.Parquet;

/// <summary>Keeps the latest parquet file open, because a footer of a thousand row groups is slow to parse.</summary>
internal sealed class OpenTable(string remedy) : IDisposable
{
    private ParquetTable? _table;

    public ParquetTable Of(string path)
    {
        if (_table?.FilePath == path)
            return _table;
        Dispose();
        return _table = ParquetTable.Open(path, remedy);
    }

    public void Dispose()
    {
        _table?.Dispose();
        _table = null;
    }
}
