using Apache.Arrow;
using ParquetSharp;
using ParquetSharp.Arrow;
using Field = Apache.Arrow.Field;

namespace Robotics.Datasets.Parquet;

/// <summary>A parquet file from which row ranges of chosen columns are read, without touching the rest.</summary>
internal sealed class ParquetTable : IDisposable
{
    /// <summary>Rows decoded at a time where rows are wide, as statistics of episodes are.</summary>
    public const int FewRows = 32;

    private const int ManyRows = 4096;
    private const string Restore = "Restore the file from its source.";

    private readonly FileReader _file;
    private readonly long[] _groupEnds;
    private readonly Dictionary<string, (int Field, int[] Leaves)> _columns = [];
    private readonly Dictionary<string, RowCursor> _cursors = [];

    private ParquetTable(string path, FileReader file)
    {
        (FilePath, _file) = (path, file);
        _groupEnds = new long[file.NumRowGroups];
        for (var group = 0; group < _groupEnds.Length; group++)
        {
            using var reader = file.ParquetReader.RowGroup(group);
            _groupEnds[group] = StartOf(group) + reader.MetaData.NumRows;
        }

        // left to its finalizer it would keep the whole footer in native memory
        using (var footer = file.ParquetReader.FileMetaData)
            Metadata = footer.KeyValueMetadata ?? new Dictionary<string, string>();
        var fields = file.SchemaManifest.SchemaFields;
        for (var index = 0; index < fields.Count; index++)
            _columns[fields[index].Field.Name] = (index, [.. Leaves(fields[index])]);
    }

    public string FilePath { get; }

    public long Rows => _groupEnds.Length == 0 ? 0 : _groupEnds[^1];

    /// <summary>Rows in each row group.</summary>
    public IReadOnlyList<long> GroupRows => [.. _groupEnds.Select((end, group) => end - StartOf(group))];

    public IReadOnlyCollection<string> Columns => _columns.Keys;

    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <exception cref="DataException">The file is missing or no whole parquet file.</exception>
    public static ParquetTable Open(string path, string remedy, int batchRows = ManyRows)
    {
        if (!File.Exists(path))
            throw new DataException(new Defect(path, "the file is missing.", remedy));
        return Guard(path, remedy, () =>
        {
            // the system's allocator gives memory back between files; Arrow's own keeps the most that any file took
            using var properties = ReaderProperties.WithMemoryPool(MemoryPool.SystemMemoryPool());
            using var arrowProperties = ArrowReaderProperties.GetDefault();
            arrowProperties.BatchSize = batchRows;
            arrowProperties.UseThreads = false;
            // a stream of few rows at a time would begin by reading all row groups
            arrowProperties.PreBuffer = batchRows == ManyRows;
            var file = new FileReader(path, properties, arrowProperties);
            try
            {
                return new ParquetTable(path, file);
            }
            catch
            {
                file.Dispose();
                throw;
            }
        });
    }

    public bool Has(string column) => _columns.ContainsKey(column);

    public Field FieldOf(string column) => _file.SchemaManifest.SchemaFields[_columns[column].Field].Field;

    /// <summary>Reads rows [from, from + count) of the named columns; names that the file lacks are left out. They are valid until the next read of the same columns.</summary>
    public ParquetRows Read(IEnumerable<string> columns, long from, int count)
    {
        var leaves = LeavesOf(columns);
        var groups = GroupsOf(from, count);
        if (leaves.Length == 0 || groups.Length == 0)
            return new ParquetRows(FilePath, [], static () => { });
        return Guard(FilePath, Restore, () =>
        {
            var cursor = CursorTo(from, count, groups, leaves);
            return new ParquetRows(FilePath, cursor.Take(from, count), cursor.Release);
        });
    }

    /// <summary>Reads all rows of the named columns, as many at a time as the file was opened for; names that the file lacks are left out. Each piece is valid until the next.</summary>
    public IEnumerable<ParquetRows> ReadInPieces(IReadOnlyCollection<string> columns)
    {
        var leaves = LeavesOf(columns);
        if (leaves.Length == 0 || _groupEnds.Length == 0)
            yield break;
        using var stream = Guard(FilePath, Restore, () => _file.GetRecordBatchReader([.. Enumerable.Range(0, _groupEnds.Length)], leaves));
        while (Guard(FilePath, Restore, () => RowCursor.Next(stream)) is { } batch)
        {
            using var rows = new ParquetRows(FilePath, [batch], batch.Dispose);
            yield return rows;
        }
    }

    public void Dispose()
    {
        foreach (var cursor in _cursors.Values)
            cursor.Dispose();
        _file.Dispose();
    }

    // where the last one stopped, unless the rows are behind it or in another row group
    private RowCursor CursorTo(long from, int count, int[] groups, int[] leaves)
    {
        var columns = string.Join(',', leaves);
        if (_cursors.TryGetValue(columns, out var cursor) && cursor.Reaches(from, count))
            return cursor;
        cursor?.Dispose();
        _cursors.Remove(columns);
        return _cursors[columns] = new RowCursor(
            _file.GetRecordBatchReader(groups, leaves), StartOf(groups[0]), _groupEnds[groups[^1]]);
    }

    private static T Guard<T>(string path, string remedy, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception fault) when (fault is not (DataException or OutOfMemoryException or OperationCanceledException))
        {
            throw new DataException(new Defect(path, $"it is not a whole parquet file: {Reason(fault.Message)}", remedy), fault);
        }
    }

    // the native reader puts the name of its exception before
    private static string Reason(string message) =>
        message.IndexOf("(message: '", StringComparison.Ordinal) is >= 0 and var start ? message[(start + "(message: '".Length)..].TrimEnd(')', '\'') : message;

    private static IEnumerable<int> Leaves(SchemaField field) =>
        field.Children.Count == 0 ? [field.ColumnIndex] : field.Children.SelectMany(Leaves);

    private int[] GroupsOf(long from, int count) =>
        [.. Enumerable.Range(0, _groupEnds.Length).Where(group =>
            _groupEnds[group] > from && StartOf(group) < from + count)];

    private long StartOf(int group) => group == 0 ? 0 : _groupEnds[group - 1];

    private int[] LeavesOf(IEnumerable<string> columns) => [.. columns.Where(Has).SelectMany(column => _columns[column].Leaves).Order()];
}
