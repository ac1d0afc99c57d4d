using System.IO.Hashing;

namespace Robotics.Datasets.Mcap;

/// <summary>
/// The records of a file one after the other. Nothing is allocated for a length that the file is too short for. Keeps the
/// checksum of everything from the start on, as long as nothing is skipped.
/// </summary>
internal sealed class RecordStream(Stream stream)
{
    private readonly Crc32 _checksum = new();
    private byte[] _content = [];

    /// <summary>Byte of the file where the current record starts.</summary>
    public long Start { get; private set; }

    /// <summary>What the current record is.</summary>
    public Opcode Opcode { get; private set; }

    /// <summary>Content bytes of the current record, by its own account.</summary>
    public ulong Length { get; private set; }

    /// <summary>Bytes of the file behind the current place.</summary>
    public long Left => stream.Length - stream.Position;

    /// <summary>Checksum of the file in front of the current record; null when a part was skipped.</summary>
    public uint? Checksum { get; private set; } = 0;

    /// <summary>Goes to a record by its place; whatever lies between is not part of the checksum any more.</summary>
    public void Seek(long position)
    {
        if (position != stream.Position)
            Checksum = null;
        stream.Position = position;
    }

    /// <summary>Reads bytes that are no record: the magic ones. False when there are fewer.</summary>
    public bool TryReadRaw(Span<byte> bytes)
    {
        if (stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length)
            return false;
        _checksum.Append(bytes);
        return true;
    }

    /// <summary>Goes to the next record. False at the end of the file, and where less than a record's header is left.</summary>
    public bool TryNext()
    {
        Span<byte> header = stackalloc byte[McapFormat.RecordHeader];
        Start = stream.Position;
        if (Checksum is not null)
            Checksum = _checksum.GetCurrentHashAsUInt32();
        if (!TryReadRaw(header))
            return false;
        var fields = new FieldReader(header);
        (Opcode, Length) = ((Opcode)fields.Byte(), fields.UInt64());
        return true;
    }

    /// <summary>The content of the current record, or what is there of it when the file is cut off; valid until the next one.</summary>
    /// <exception cref="InvalidDataException">It is larger than anything that is read.</exception>
    public ArraySegment<byte> Content()
    {
        var length = Math.Min(Length, (ulong)Left);
        if (length > McapFormat.LargestBlock)
            throw new InvalidDataException($"a record of {length} bytes is larger than the {McapFormat.LargestBlock >> 20} MiB that are read");
        if (_content.Length < (int)length)
            _content = GC.AllocateUninitializedArray<byte>((int)Math.Max((long)length, Math.Min(2L * _content.Length, McapFormat.LargestBlock)));
        stream.ReadExactly(_content, 0, (int)length);
        _checksum.Append(_content.AsSpan(0, (int)length));
        return new ArraySegment<byte>(_content, 0, (int)length);
    }

    /// <summary>Leaves the current record out.</summary>
    public void Skip()
    {
        Checksum = null;
        stream.Position = (ulong)Left > Length ? stream.Position + (long)Length : stream.Length;
    }
}
