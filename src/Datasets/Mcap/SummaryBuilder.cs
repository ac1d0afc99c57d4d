using System.IO.Hashing;

namespace Robotics.Datasets.Mcap;

/// <summary>Gathers what the end of a file says about it and writes it: summary, offsets of its groups, footer.</summary>
internal sealed class SummaryBuilder
{
    private readonly SortedDictionary<ushort, ulong> _messages = [];
    private readonly List<ChunkIndex> _chunks = [];
    private readonly List<(string Name, ulong Start, ulong Length)> _metadata = [];
    private ulong _firstTime = ulong.MaxValue;
    private ulong _lastTime;

    public void Count(ushort channel, ulong logTime)
    {
        _messages[channel] = _messages.GetValueOrDefault(channel) + 1;
        (_firstTime, _lastTime) = (Math.Min(_firstTime, logTime), Math.Max(_lastTime, logTime));
    }

    public void Chunk(ChunkIndex chunk) => _chunks.Add(chunk);

    public void Metadata(string name, ulong start, ulong length) => _metadata.Add((name, start, length));

    /// <summary>Writes everything from the summary's start to the footer's end.</summary>
    public void Write(RecordBuffer record, ulong start, IReadOnlyList<McapSchema> schemas, IReadOnlyList<McapChannel> channels)
    {
        var groups = new List<(Opcode Opcode, ulong Start, ulong Length)>();
        Group(Opcode.Schema, schemas.Count, () => Each(schemas, schema => DefinitionRecords.Write(record, schema)));
        Group(Opcode.Channel, channels.Count, () => Each(channels, channel => DefinitionRecords.Write(record, channel)));
        Group(Opcode.Statistics, 1, () => WriteStatistics(record, schemas.Count, channels.Count));
        Group(Opcode.ChunkIndex, _chunks.Count, () => _chunks.ForEach(chunk => chunk.Write(record)));
        Group(Opcode.MetadataIndex, _metadata.Count, () => WriteMetadataIndex(record));
        var offsets = start + (ulong)record.Length;
        WriteOffsets(record, groups);
        record.Byte((byte)Opcode.Footer);
        record.UInt64(McapFormat.FooterContent);
        record.UInt64(start);
        record.UInt64(offsets);
        record.UInt32(Crc32.HashToUInt32(record.Written));

        void Group(Opcode opcode, int count, Action write)
        {
            if (count == 0)
                return;
            var begin = start + (ulong)record.Length;
            write();
            groups.Add((opcode, begin, start + (ulong)record.Length - begin));
        }
    }

    private static void Each<T>(IReadOnlyList<T> items, Action<T> write)
    {
        foreach (var item in items)
            write(item);
    }

    private static void WriteOffsets(RecordBuffer record, List<(Opcode Opcode, ulong Start, ulong Length)> groups)
    {
        foreach (var group in groups)
        {
            var begin = record.Begin(Opcode.SummaryOffset);
            record.Byte((byte)group.Opcode);
            record.UInt64(group.Start);
            record.UInt64(group.Length);
            record.End(begin);
        }
    }

    private void WriteStatistics(RecordBuffer record, int schemas, int channels)
    {
        var begin = record.Begin(Opcode.Statistics);
        record.UInt64(_messages.Values.Aggregate(0UL, (sum, count) => sum + count));
        record.UInt16((ushort)schemas);
        record.UInt32((uint)channels);
        record.UInt32(0);
        record.UInt32((uint)_metadata.Count);
        record.UInt32((uint)_chunks.Count);
        record.UInt64(_messages.Count == 0 ? 0 : _firstTime);
        record.UInt64(_lastTime);
        record.Numbers(_messages);
        record.End(begin);
    }

    private void WriteMetadataIndex(RecordBuffer record)
    {
        foreach (var (name, start, length) in _metadata)
        {
            var begin = record.Begin(Opcode.MetadataIndex);
            record.UInt64(start);
            record.UInt64(length);
            record.Text(name);
            record.End(begin);
        }
    }
}
