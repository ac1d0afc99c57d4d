using Robotics.Datasets;

namespace Robotics.RobotBridge.Links.Log;

/// <summary>
/// Numbered records on disk, in order, in append-only files: the actor's spool and the learner's store. One process at a
/// time owns a log. <see cref="TryAppend"/> may be called from any thread, everything else belongs to one.
/// </summary>
internal sealed class RecordLog : IDisposable
{
    private readonly Lock _gate = new();
    private readonly string _folder;
    private readonly long _segmentBytes;
    private readonly FileStream _lock;
    private readonly List<LogSegment> _segments;
    private IOException? _fault;

    private RecordLog(string folder, long segmentBytes, FileStream folderLock, List<LogSegment> segments, long tail)
    {
        (_folder, _segmentBytes, _lock, _segments, CutBytes) = (folder, segmentBytes, folderLock, segments, tail);
        Durable = Next;
    }

    /// <summary>Identity of the stream.</summary>
    public Guid Stream => _segments[0].Stream;

    /// <summary>Sequence number of the first record that is still here.</summary>
    public ulong First => _segments[0].First;

    /// <summary>Sequence number of the next record to come.</summary>
    public ulong Next
    {
        get
        {
            lock (_gate)
                return _segments[^1].Next;
        }
    }

    /// <summary>Records before this one are on disk, whatever happens to the machine.</summary>
    public ulong Durable { get; private set; }

    /// <summary>Bytes on disk.</summary>
    public long Bytes
    {
        get
        {
            lock (_gate)
                return _segments.Sum(segment => segment.Length);
        }
    }

    /// <summary>Bytes of a half-written last record that opening the log removed.</summary>
    public long CutBytes { get; }

    /// <summary>Opens a log, or begins one where the folder holds none.</summary>
    /// <param name="folder">Its own.</param>
    /// <param name="segmentBytes">A file that has grown to this size is followed by a new one.</param>
    /// <param name="begin">Identity, first sequence number and check before it, of a log that is begun.</param>
    /// <exception cref="DataException">Another process has it, or a file is damaged or missing.</exception>
    public static RecordLog Open(string folder, long segmentBytes, Func<(Guid Stream, ulong First, uint Check)> begin)
    {
        Directory.CreateDirectory(folder);
        var folderLock = Lock(folder);
        var segments = new List<LogSegment>();
        try
        {
            foreach (var path in Files(folder))
                segments.Add(LogSegment.Load(path, FileAccess.ReadWrite));
            foreach (var leftover in Directory.EnumerateFiles(folder, "*.partial"))
                File.Delete(leftover);
            if (segments.Count == 0)
            {
                var (stream, first, check) = begin();
                segments.Add(LogSegment.Create(folder, stream, first, check));
            }
            var tail = segments[^1].CutTail();
            // what an earlier process left in the operating system's hands counts as on disk from now on
            segments[^1].Flush();
            return new RecordLog(folder, segmentBytes, folderLock, segments, tail);
        }
        catch
        {
            segments.ForEach(segment => segment.Dispose());
            folderLock.Dispose();
            throw;
        }
    }

    /// <summary>Every payload of a log in order, also while another process appends to it.</summary>
    /// <exception cref="DataException">A file is damaged or missing.</exception>
    public static IEnumerable<byte[]> ReadAll(string folder)
    {
        var (next, check) = ((ulong?)null, 0u);
        foreach (var path in Files(folder))
        {
            using var segment = LogSegment.Load(path, FileAccess.Read);
            if (next is not null)
                RequireFollows(segment, next.Value, check);
            for (var sequence = segment.First; sequence < segment.Next; sequence++)
                yield return segment.Read(sequence);
            (next, check) = (segment.Next, segment.Check);
        }
    }

    /// <summary>Adds a record; when this returns, the end of the process cannot take it away.</summary>
    /// <param name="payload">At most <see cref="LogSegment.MaximumRecord"/> bytes.</param>
    /// <param name="limit">Refuses to let <see cref="Bytes"/> grow beyond this.</param>
    /// <returns>False when there is no room.</returns>
    /// <exception cref="IOException">The disk failed; the record does not count.</exception>
    public bool TryAppend(ReadOnlySpan<byte> payload, long limit = long.MaxValue)
    {
        if (payload.Length > LogSegment.MaximumRecord)
            throw new ArgumentException($"A record of {payload.Length} bytes; {LogSegment.MaximumRecord} are possible.", nameof(payload));
        lock (_gate)
        {
            if (_fault is not null)
                throw new IOException(_fault.Message, _fault);
            var last = _segments[^1];
            var isFull = last.Length >= _segmentBytes;
            if (Bytes + payload.Length + LogSegment.Overhead + (isFull ? LogSegment.HeaderLength : 0) > limit)
                return false;
            if (isFull)
            {
                // only the last file may ever hold something that is not on disk
                last.Flush();
                last = LogSegment.Create(_folder, last.Stream, last.Next, last.Check);
                _segments.Add(last);
            }
            last.Append(payload);
            return true;
        }
    }

    /// <summary>Waits until every record so far is on disk.</summary>
    /// <exception cref="IOException">The disk failed; nothing can be appended any more, because nobody knows what it holds.</exception>
    public void Flush()
    {
        LogSegment last;
        ulong next;
        lock (_gate)
            (last, next) = (_segments[^1], _segments[^1].Next);
        if (next == Durable)
            return;
        try
        {
            last.Flush();
        }
        catch (IOException fault)
        {
            lock (_gate)
                _fault = fault;
            throw;
        }
        Durable = next;
    }

    /// <summary>A record's payload.</summary>
    /// <exception cref="DataException">The file is damaged.</exception>
    public byte[] Read(ulong sequence) => Holding(sequence).Read(sequence);

    /// <summary>Check of everything before a record, which may be the next to come; null where the log does not go back so far.</summary>
    public uint? CheckUpTo(ulong sequence) =>
        sequence < First || sequence > Next ? null : Holding(sequence).CheckUpTo(sequence);

    /// <summary>Deletes files that hold no record from here on; the newest file stays.</summary>
    public void Release(ulong sequence)
    {
        lock (_gate)
        {
            while (_segments.Count > 1 && _segments[1].First <= sequence)
            {
                File.Delete(_segments[0].Path);
                _segments[0].Dispose();
                _segments.RemoveAt(0);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _segments.ForEach(segment => segment.Dispose());
        _lock.Dispose();
    }

    private static string[] Files(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*.log").Order(StringComparer.Ordinal)];

    private static FileStream Lock(string folder)
    {
        try
        {
            return new FileStream(Path.Combine(folder, ".lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException fault)
        {
            throw new DataException(new Defect(folder, "another process is using it.", "End that one, or name another folder."), fault);
        }
    }

    private static void RequireFollows(LogSegment segment, ulong next, uint check)
    {
        if (segment.First != next || segment.CheckBefore != check)
            throw new DataException(new Defect(segment.Path, $"it begins with record {segment.First} and does not follow the files before it, whose whole records end before {next}.", "Restore the missing or damaged file before it, or move the folder away to begin anew."));
    }

    private LogSegment Holding(ulong sequence)
    {
        lock (_gate)
        {
            var index = _segments.FindLastIndex(segment => segment.First <= sequence);
            if (index + 1 < _segments.Count)
                RequireFollows(_segments[index + 1], _segments[index].Next, _segments[index].Check);
            return _segments[index];
        }
    }
}
