namespace Robotics.Datasets.Mcap;

/// <summary>Where a chunk is and what it holds, by the summary's account.</summary>
/// <param name="FirstTime">Earliest log time in it, nanoseconds.</param>
/// <param name="LastTime">Latest log time in it, nanoseconds.</param>
/// <param name="Compression">As the chunk names it.</param>
/// <param name="CompressedSize">Bytes of its records in the file.</param>
/// <param name="Size">Bytes of its records when decompressed.</param>
internal sealed record ChunkIndex(ulong FirstTime, ulong LastTime, string Compression, ulong CompressedSize, ulong Size)
{
    /// <summary>Byte of the file where the chunk record starts.</summary>
    public ulong Start { get; init; }

    /// <summary>Bytes of the chunk record.</summary>
    public ulong Length { get; init; }

    /// <summary>Channel to the byte of the file where its message index is: the channels that have messages in the chunk.</summary>
    public IReadOnlyDictionary<ushort, ulong> IndexOffsets { get; init; } = new Dictionary<ushort, ulong>();

    /// <summary>Byte of the file where the message indexes start.</summary>
    public ulong IndexStart { get; init; }

    /// <summary>Bytes of the message indexes.</summary>
    public ulong IndexLength { get; init; }

    public void Write(RecordBuffer record)
    {
        var begin = record.Begin(Opcode.ChunkIndex);
        record.UInt64(FirstTime);
        record.UInt64(LastTime);
        record.UInt64(Start);
        record.UInt64(Length);
        record.Numbers(IndexOffsets);
        record.UInt64(IndexLength);
        record.Text(Compression);
        record.UInt64(CompressedSize);
        record.UInt64(Size);
        record.End(begin);
    }

    public static ChunkIndex Read(ReadOnlySpan<byte> content)
    {
        var fields = new FieldReader(content);
        var (first, last, start, length, offsets, indexLength) =
            (fields.UInt64(), fields.UInt64(), fields.UInt64(), fields.UInt64(), fields.Numbers(), fields.UInt64());
        return new ChunkIndex(first, last, fields.Text(), fields.UInt64(), fields.UInt64())
        {
            Start = start,
            Length = length,
            IndexOffsets = offsets,
            IndexLength = indexLength,
        };
    }
}
