using Apache.Arrow;
using Apache.Arrow.Ipc;

namespace Robotics.Datasets.Parquet;

/// <summary>
/// A place in some columns of a file, moving forward. Rows of a row group can only be had by decoding all before them, so
/// whoever goes through the episodes of a large group keeps it instead of beginning anew for each.
/// </summary>
/// <param name="stream">Decodes rows [first, end).</param>
/// <param name="first">Row at which the stream begins.</param>
/// <param name="end">Row at which it ends.</param>
internal sealed class RowCursor(IArrowArrayStream stream, long first, long end) : IDisposable
{
    private readonly List<RecordBatch> _passed = [];
    private RecordBatch? _batch;
    private long _batchStart = first;
    private long _taken;

    /// <summary>The next rows of a stream over a local file; null behind the last.</summary>
    public static RecordBatch? Next(IArrowArrayStream stream) => stream.ReadNextRecordBatchAsync().AsTask().GetAwaiter().GetResult();

    /// <summary>Whether rows [from, from + count) are still ahead.</summary>
    public bool Reaches(long from, int count) => from >= _batchStart && from + count <= end;

    /// <summary>Rows [from, from + count), fewer where the file ends early; they are valid until <see cref="Release"/>.</summary>
    public IReadOnlyList<RecordBatch> Take(long from, int count)
    {
        var taken = new List<RecordBatch>();
        while (count > 0 && BatchOf(from) is { } batch)
        {
            var skip = (int)(from - _batchStart);
            var length = Math.Min(count, batch.Length - skip);
            taken.Add(batch.Slice(skip, length));
            (from, count) = (from + length, count - length);
        }

        _taken = from;
        return taken;
    }

    /// <summary>Frees the memory of all rows that are behind.</summary>
    public void Release()
    {
        if (_batch is not null && _taken >= _batchStart + _batch.Length)
            Pass(_batch);
        foreach (var batch in _passed)
            batch.Dispose();
        _passed.Clear();
    }

    public void Dispose()
    {
        Release();
        _batch?.Dispose();
        stream.Dispose();
    }

    private RecordBatch? BatchOf(long row)
    {
        while (_batch is null || row >= _batchStart + _batch.Length)
        {
            if (_batch is not null)
                Pass(_batch);
            _batch = Next(stream);
            if (_batch is null)
                return null;
        }

        return _batch;
    }

    private void Pass(RecordBatch batch)
    {
        _passed.Add(batch);
        _batchStart += batch.Length;
        _batch = null;
    }
}
