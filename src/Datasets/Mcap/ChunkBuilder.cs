using System.IO.Hashing;
using ZstdSharp;

namespace Robotics.Datasets.Mcap;

/// <summary>The chunk in work: its records and where each message stands in them.</summary>
internal sealed class ChunkBuilder
{
    private readonly SortedDictionary<ushort, List<(ulong Time, ulong Offset)>> _messages = [];
    private ulong _firstTime = ulong.MaxValue;
    private ulong _lastTime;

    /// <summary>Schemas, channels and messages.</summary>
    public RecordBuffer Records { get; } = new();

    public void Add(ushort channel, uint sequence, ulong logTime, ulong publishTime, ReadOnlySpan<byte> data)
    {
        if (!_messages.TryGetValue(channel, out var places))
            _messages[channel] = places = [];
        places.Add((logTime, (ulong)Records.Length));
        (_firstTime, _lastTime) = (Math.Min(_firstTime, logTime), Math.Max(_lastTime, logTime));
        var begin = Records.Begin(Opcode.Message);
        Records.UInt16(channel);
        Records.UInt32(sequence);
        Records.UInt64(logTime);
        Records.UInt64(publishTime);
        Records.Bytes(data);
        Records.End(begin);
    }

    public void WriteChunk(RecordBuffer record, McapCompression compression, Compressor zstd, out ChunkIndex index)
    {
        var name = ChunkCompression.Name(compression);
        var compressed = ChunkCompression.Compress(compression, Records.Written, zstd);
        var firstTime = _messages.Count == 0 ? 0 : _firstTime;
        index = new ChunkIndex(firstTime, _lastTime, name, (ulong)compressed.Length, (ulong)Records.Length);
        var begin = record.Begin(Opcode.Chunk);
        record.UInt64(firstTime);
        record.UInt64(_lastTime);
        record.UInt64((ulong)Records.Length);
        record.UInt32(Crc32.HashToUInt32(Records.Written));
        record.Text(name);
        record.UInt64((ulong)compressed.Length);
        record.Bytes(compressed);
        record.End(begin);
    }

    /// <summary>Writes a message index per channel; returns where in the file each one will be.</summary>
    public IReadOnlyDictionary<ushort, ulong> WriteIndexes(RecordBuffer record, ulong position)
    {
        var offsets = new Dictionary<ushort, ulong>();
        foreach (var (channel, places) in _messages)
        {
            offsets[channel] = position + (ulong)record.Length;
            var begin = record.Begin(Opcode.MessageIndex);
            record.UInt16(channel);
            record.UInt32((uint)(places.Count * 2 * sizeof(ulong)));
            foreach (var (time, offset) in places.OrderBy(place => place.Time))
            {
                record.UInt64(time);
                record.UInt64(offset);
            }

            record.End(begin);
        }

        return offsets;
    }

    public void Clear()
    {
        Records.Clear();
        _messages.Clear();
        (_firstTime, _lastTime) = (ulong.MaxValue, 0);
    }
}
