using System.IO.Hashing;

namespace Robotics.Datasets.Mcap;

/// <summary>The summary at the end of a file, as far as it is read.</summary>
internal sealed class SummarySection
{
    private SummarySection()
    {
    }

    public McapStatistics? Statistics { get; private set; }

    /// <summary>Chunks by the byte of the file where they start.</summary>
    public Dictionary<ulong, ChunkIndex> Chunks { get; } = [];

    public List<ulong> MetadataStarts { get; } = [];

    /// <summary>Reads the summary.</summary>
    /// <param name="stream">The file; its place changes.</param>
    /// <param name="definitions">Receives schemas and channels.</param>
    /// <returns>Null where the file has none on purpose.</returns>
    /// <exception cref="InvalidDataException">It is broken, or the file is cut off.</exception>
    public static SummarySection? Read(Stream stream, Definitions definitions)
    {
        var end = stream.Length - McapFormat.Magic.Length;
        var footerStart = end - McapFormat.FooterContent - McapFormat.RecordHeader;
        if (footerStart < McapFormat.Magic.Length)
            throw new InvalidDataException("it is too short for a footer");
        stream.Position = footerStart;
        var tail = new byte[stream.Length - footerStart];
        stream.ReadExactly(tail);
        if (!tail.AsSpan().EndsWith(McapFormat.Magic))
            throw new InvalidDataException("it does not end with the magic bytes");
        var footer = new FieldReader(tail);
        if (footer.Byte() != (byte)Opcode.Footer || footer.UInt64() != McapFormat.FooterContent)
            throw new InvalidDataException("there is no footer in front of the last magic bytes");
        var (start, _, checksum) = (footer.UInt64(), footer.UInt64(), footer.UInt32());
        if (start == 0)
            return null;
        if (start < (ulong)McapFormat.Magic.Length || start > (ulong)footerStart || (ulong)footerStart - start > McapFormat.LargestBlock)
            throw new InvalidDataException($"its summary cannot start at byte {start}");
        stream.Position = (long)start;
        var bytes = new byte[footerStart - (long)start];
        stream.ReadExactly(bytes);
        if (checksum != 0)
            RequireChecksum(bytes, tail, checksum);
        var summary = new SummarySection();
        summary.ReadRecords(bytes, definitions);
        return summary;
    }

    private static void RequireChecksum(byte[] bytes, byte[] tail, uint checksum)
    {
        var crc = new Crc32();
        crc.Append(bytes);
        crc.Append(tail.AsSpan(0, McapFormat.RecordHeader + McapFormat.FooterContent - sizeof(uint)));
        if (crc.GetCurrentHashAsUInt32() != checksum)
            throw new InvalidDataException("the checksum of its summary is wrong");
    }

    private void ReadRecords(ReadOnlySpan<byte> bytes, Definitions definitions)
    {
        var records = new FieldReader(bytes);
        while (records.Rest.Length > 0)
        {
            var opcode = (Opcode)records.Byte();
            var content = records.Take(records.UInt64());
            switch (opcode)
            {
                case Opcode.Schema:
                    definitions.AddSchema(content);
                    break;
                case Opcode.Channel:
                    definitions.AddChannel(content);
                    break;
                case Opcode.ChunkIndex:
                    var chunk = ChunkIndex.Read(content);
                    Chunks[chunk.Start] = chunk;
                    break;
                case Opcode.MetadataIndex:
                    MetadataStarts.Add(new FieldReader(content).UInt64());
                    break;
                case Opcode.Statistics:
                    Statistics = ReadStatistics(content);
                    break;
            }
        }
    }

    private static McapStatistics ReadStatistics(ReadOnlySpan<byte> content)
    {
        var fields = new FieldReader(content);
        var messages = fields.UInt64();
        fields.Take(sizeof(ushort) + 3 * sizeof(uint));
        var (chunks, first, last) = (fields.UInt32(), fields.UInt64(), fields.UInt64());
        return new McapStatistics(messages, first, last, chunks, fields.Numbers());
    }
}
