using System.Buffers;
using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;
using Robotics.Datasets;
using Robotics.Datasets.Files;

namespace Robotics.RobotBridge.Links.Log;

/// <summary>
/// One file of a <see cref="RecordLog"/>: a header, then records of length, check and payload. A check covers the whole
/// stream up to its record, so that no record can be missing, foreign or out of place unnoticed.
/// </summary>
internal sealed class LogSegment : IDisposable
{
    /// <summary>No record is longer: room for three images of 1024 x 1024 pixels.</summary>
    public const int MaximumRecord = 15 << 20;

    /// <summary>Bytes that a record needs besides its payload.</summary>
    public const int Overhead = 8;

    /// <summary>Bytes of a file without records.</summary>
    public const int HeaderLength = 40;

    private readonly SafeFileHandle _handle;
    private List<Entry>? _entries;

    private LogSegment(string path, SafeFileHandle handle, Guid stream, ulong first, uint checkBefore)
    {
        (Path, _handle, Stream, First, CheckBefore) = (path, handle, stream, first, checkBefore);
        Length = RandomAccess.GetLength(handle);
    }

    private static ReadOnlySpan<byte> Magic => "RBTLOG01"u8;

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>Identity of the stream that the records belong to.</summary>
    public Guid Stream { get; }

    /// <summary>Sequence number of the first record.</summary>
    public ulong First { get; }

    /// <summary>Check of everything before the first record.</summary>
    public uint CheckBefore { get; }

    /// <summary>Sequence number behind the last record.</summary>
    public ulong Next => First + (ulong)Entries.Count;

    /// <summary>Check up to the last record.</summary>
    public uint Check => Entries.Count == 0 ? CheckBefore : Entries[^1].Check;

    /// <summary>Bytes up to the end of the last record; of the whole file before its records were looked for.</summary>
    public long Length { get; private set; }

    // a large store opens at once, because files are only gone through when somebody wants their records
    private List<Entry> Entries => _entries ??= FindRecords();

    /// <summary>Name of the file that begins with a record; names sort as their records do.</summary>
    public static string NameOf(ulong first) => $"{first:D20}.log";

    /// <summary>Makes an empty file; it has its name only once its header is on disk.</summary>
    public static LogSegment Create(string folder, Guid stream, ulong first, uint checkBefore)
    {
        var path = System.IO.Path.Combine(folder, NameOf(first));
        AtomicFile.Write(path, file =>
        {
            Span<byte> header = stackalloc byte[HeaderLength];
            Magic.CopyTo(header);
            stream.TryWriteBytes(header[8..]);
            BinaryPrimitives.WriteUInt64LittleEndian(header[24..], first);
            BinaryPrimitives.WriteUInt32LittleEndian(header[32..], checkBefore);
            BinaryPrimitives.WriteUInt32LittleEndian(header[36..], Crc32C.Of(header[..36]));
            file.Write(header);
        });
        return new LogSegment(path, Open(path, FileAccess.ReadWrite), stream, first, checkBefore);
    }

    /// <summary>Opens a file; what lies behind its last whole record is left where it is.</summary>
    /// <exception cref="DataException">The header is damaged.</exception>
    public static LogSegment Load(string path, FileAccess access)
    {
        var handle = Open(path, access);
        try
        {
            Span<byte> header = stackalloc byte[HeaderLength];
            var read = RandomAccess.Read(handle, header, 0);
            if (read < HeaderLength || !header.StartsWith(Magic) || BinaryPrimitives.ReadUInt32LittleEndian(header[36..]) != Crc32C.Of(header[..36]))
                throw new DataException(new Defect(path, "its header is damaged.", "Restore the file, or move its folder away to begin anew."));
            return new LogSegment(
                path, handle, new Guid(header[8..24]), BinaryPrimitives.ReadUInt64LittleEndian(header[24..]), BinaryPrimitives.ReadUInt32LittleEndian(header[32..]));
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    /// <summary>The check of a record that follows others.</summary>
    public static uint CheckOf(ReadOnlySpan<byte> payload, uint before)
    {
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(length, payload.Length);
        return Crc32C.Of(payload, Crc32C.Of(length, before));
    }

    /// <summary>Hands a record to the operating system: from then on the end of this process cannot take it away.</summary>
    /// <exception cref="IOException">The disk is full or broken; the record does not count.</exception>
    public void Append(ReadOnlySpan<byte> payload)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Overhead + payload.Length);
        try
        {
            var check = CheckOf(payload, Check);
            BinaryPrimitives.WriteInt32LittleEndian(buffer, payload.Length);
            BinaryPrimitives.WriteUInt32LittleEndian(buffer.AsSpan(4), check);
            payload.CopyTo(buffer.AsSpan(Overhead));
            // a failed write leaves bytes behind the last record; the next one goes over them
            RandomAccess.Write(_handle, buffer.AsSpan(0, Overhead + payload.Length), Length);
            Entries.Add(new Entry(Length + Overhead, payload.Length, check));
            Length += Overhead + payload.Length;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>A record's payload, checked again.</summary>
    /// <exception cref="DataException">The disk gives back something else than was written.</exception>
    public byte[] Read(ulong sequence)
    {
        var entry = Entries[checked((int)(sequence - First))];
        var payload = new byte[entry.Length];
        if (!TryRead(payload, entry.Offset) || CheckOf(payload, CheckUpTo(sequence)) != entry.Check)
            throw new DataException(new Defect(Path, $"record {sequence} is damaged.", "The disk is failing; restore the file from a copy."));
        return payload;
    }

    /// <summary>Check of everything before a record.</summary>
    public uint CheckUpTo(ulong sequence) => sequence == First ? CheckBefore : Entries[checked((int)(sequence - First)) - 1].Check;

    /// <summary>Waits until everything is on disk.</summary>
    public void Flush() => RandomAccess.FlushToDisk(_handle);

    /// <summary>Removes what lies behind the last whole record, and says how many bytes that were.</summary>
    public long CutTail()
    {
        _ = Entries;
        var tail = RandomAccess.GetLength(_handle) - Length;
        if (tail > 0)
            RandomAccess.SetLength(_handle, Length);
        return tail;
    }

    /// <inheritdoc/>
    public void Dispose() => _handle.Dispose();

    private static SafeFileHandle Open(string path, FileAccess access) =>
        File.OpenHandle(path, FileMode.Open, access, FileShare.ReadWrite | FileShare.Delete);

    private List<Entry> FindRecords()
    {
        var entries = new List<Entry>();
        var (size, check) = (RandomAccess.GetLength(_handle), CheckBefore);
        Length = HeaderLength;
        while (TryFindRecord(size, check) is { } entry)
        {
            entries.Add(entry);
            (Length, check) = (entry.Offset + entry.Length, entry.Check);
        }
        return entries;
    }

    private Entry? TryFindRecord(long size, uint before)
    {
        Span<byte> header = stackalloc byte[Overhead];
        if (Length + Overhead > size || !TryRead(header, Length))
            return null;
        var entry = new Entry(Length + Overhead, BinaryPrimitives.ReadInt32LittleEndian(header), BinaryPrimitives.ReadUInt32LittleEndian(header[4..]));
        if (entry.Length is < 0 or > MaximumRecord || entry.Offset + entry.Length > size)
            return null;
        var buffer = ArrayPool<byte>.Shared.Rent(entry.Length);
        var payload = buffer.AsSpan(0, entry.Length);
        var isWhole = TryRead(payload, entry.Offset) && CheckOf(payload, before) == entry.Check;
        ArrayPool<byte>.Shared.Return(buffer);
        return isWhole ? entry : null;
    }

    private bool TryRead(Span<byte> bytes, long offset)
    {
        while (bytes.Length > 0)
        {
            var read = RandomAccess.Read(_handle, bytes, offset);
            if (read == 0)
                return false;
            bytes = bytes[read..];
            offset += read;
        }
        return true;
    }

    private readonly record struct Entry(long Offset, int Length, uint Check);
}
