using System.IO.Hashing;

namespace Robotics.Datasets.Mcap;

/// <summary>The records of one decompressed chunk; its memory is used again for the next one.</summary>
internal sealed class ChunkRecords
{
    private byte[] _buffer = [];
    private int _length;
    private int _position;

    /// <summary>Loads a chunk. Of one that the file cuts off, the part that is there.</summary>
    /// <param name="content">Content of the chunk record, or what is there of it.</param>
    /// <param name="isCut">Whether the file ends in it.</param>
    /// <exception cref="InvalidDataException">It is broken; nothing of it is to be used.</exception>
    public void Load(ArraySegment<byte> content, bool isCut)
    {
        (_length, _position) = (0, 0);
        var fields = new FieldReader(content);
        fields.Take(2 * sizeof(ulong));
        var (size, checksum, compression, compressedSize) = (fields.UInt64(), fields.UInt32(), fields.Text(), fields.UInt64());
        if (size > McapFormat.LargestBlock)
            throw new InvalidDataException($"{size} bytes are more than the {McapFormat.LargestBlock >> 20} MiB that are read");
        if (!isCut && compressedSize > (ulong)fields.Rest.Length)
            throw new InvalidDataException($"its {compressedSize} compressed bytes do not fit into its record");
        var compressed = content[^fields.Rest.Length..];
        if (compressedSize < (ulong)compressed.Count)
            compressed = compressed[..(int)compressedSize];
        var length = ChunkCompression.Decompress(compression, compressed, (int)size, ref _buffer, out var fault);
        if (fault is not null && !isCut)
            throw new InvalidDataException(fault);
        if (fault is null && checksum != 0 && Crc32.HashToUInt32(_buffer.AsSpan(0, length)) != checksum)
            throw new InvalidDataException("its checksum is wrong");
        _length = length;
    }

    /// <summary>The next record; false behind the last.</summary>
    /// <exception cref="InvalidDataException">A length leads out of the chunk.</exception>
    public bool TryNext(out Opcode opcode, out ReadOnlyMemory<byte> content)
    {
        (opcode, content) = (Opcode.None, default);
        if (_position == _length)
            return false;
        var rest = new FieldReader(_buffer.AsSpan(_position, _length - _position));
        // whatever is wrong with this record, the next call must not come here again
        _position = _length;
        opcode = (Opcode)rest.Byte();
        var bytes = rest.Take(rest.UInt64());
        content = _buffer.AsMemory(_length - rest.Rest.Length - bytes.Length, bytes.Length);
        _position = _length - rest.Rest.Length;
        return true;
    }

    /// <summary>Lets go of the chunk.</summary>
    public void Clear() => (_length, _position) = (0, 0);
}
