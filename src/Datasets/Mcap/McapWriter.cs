using System.IO.Hashing;
using ZstdSharp;

namespace Robotics.Datasets.Mcap;

/// <summary>
/// Writes an MCAP file (mcap.dev/spec): chunks with checksum and message index, then a summary with schemas, channels,
/// statistics and chunk index. Memory holds one chunk and the index, whatever the length of the recording. Our own code
/// because no package for .NET can be had; checked both ways against @mcap/core. Not for several threads at once.
/// </summary>
public sealed class McapWriter : IDisposable
{
    private const int ZstdLevel = 1;

    private readonly Stream _stream;
    private readonly McapWriterOptions _options;
    private readonly Compressor _zstd = new(ZstdLevel);
    private readonly Crc32 _dataChecksum = new();
    private readonly RecordBuffer _record = new();
    private readonly ChunkBuilder _chunk = new();
    private readonly List<McapSchema> _schemas = [];
    private readonly List<McapChannel> _channels = [];
    private readonly List<uint> _sequences = [];
    private readonly SummaryBuilder _summary = new();
    private ulong _position;
    private bool _isComplete;

    /// <summary>Begins a file.</summary>
    /// <param name="stream">Where to write; stays open. What is there when a recorder dies can be read up to its last whole chunk.</param>
    /// <param name="options">How to write; zstd in chunks of 1 MiB by default.</param>
    public McapWriter(Stream stream, McapWriterOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        (_stream, _options) = (stream, options ?? new McapWriterOptions());
        ArgumentOutOfRangeException.ThrowIfLessThan(_options.ChunkBytes, 1, nameof(options));
        Put(McapFormat.Magic);
        var begin = _record.Begin(Opcode.Header);
        _record.Text(_options.Profile);
        _record.Text(_options.Library);
        _record.End(begin);
        PutRecord();
    }

    /// <summary>Declares a type.</summary>
    /// <param name="name">Such as <c>sensor_msgs/msg/JointState</c>.</param>
    /// <param name="encoding">Language of the definition: <c>ros2msg</c>.</param>
    /// <param name="definition">The definition.</param>
    public McapSchema AddSchema(string name, string encoding, ReadOnlySpan<byte> definition)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(encoding);
        RequireOpen();
        var schema = new McapSchema(checked((ushort)(_schemas.Count + 1)), name, encoding, definition.ToArray());
        _schemas.Add(schema);
        DefinitionRecords.Write(_chunk.Records, schema);
        return schema;
    }

    /// <summary>Declares a stream of messages.</summary>
    /// <param name="topic">Such as <c>/joint_states</c>.</param>
    /// <param name="messageEncoding">How the bytes are made: <c>cdr</c>.</param>
    /// <param name="schema">Type of the messages.</param>
    /// <param name="metadata">Free pairs.</param>
    public McapChannel AddChannel(
        string topic, string messageEncoding, McapSchema? schema, IReadOnlyDictionary<string, string>? metadata = null)
    {
        ArgumentNullException.ThrowIfNull(topic);
        ArgumentNullException.ThrowIfNull(messageEncoding);
        RequireOpen();
        var channel = new McapChannel(
            checked((ushort)(_channels.Count + 1)), topic, messageEncoding, schema, metadata ?? new Dictionary<string, string>());
        _channels.Add(channel);
        _sequences.Add(0);
        DefinitionRecords.Write(_chunk.Records, channel);
        return channel;
    }

    /// <summary>Appends a message; its sequence number is counted per channel.</summary>
    /// <param name="channel">One of this writer's.</param>
    /// <param name="logTime">When it was recorded, nanoseconds.</param>
    /// <param name="publishTime">When it was sent, nanoseconds.</param>
    /// <param name="data">The encoded message.</param>
    public void Write(McapChannel channel, ulong logTime, ulong publishTime, ReadOnlySpan<byte> data)
    {
        ArgumentNullException.ThrowIfNull(channel);
        RequireOpen();
        var place = channel.Id - 1;
        if (place < 0 || place >= _channels.Count || !ReferenceEquals(_channels[place], channel))
            throw new ArgumentException($"Channel {channel.Id} of {channel.Topic} is not of this writer.", nameof(channel));
        _chunk.Add(channel.Id, _sequences[place]++, logTime, publishTime, data);
        _summary.Count(channel.Id, logTime);
        if (_chunk.Records.Length >= _options.ChunkBytes)
            Flush();
    }

    /// <summary>Appends named pairs that belong to the whole recording.</summary>
    public void WriteMetadata(McapMetadata metadata)
    {
        ArgumentNullException.ThrowIfNull(metadata);
        RequireOpen();
        var begin = _record.Begin(Opcode.Metadata);
        _record.Text(metadata.Name);
        _record.Texts(metadata.Values);
        _record.End(begin);
        _summary.Metadata(metadata.Name, _position, (ulong)_record.Length);
        PutRecord();
    }

    /// <summary>Closes the chunk in work and hands everything to the stream: what follows cannot take it away any more.</summary>
    public void Flush()
    {
        RequireOpen();
        if (_chunk.Records.Length > 0)
        {
            var start = _position;
            _chunk.WriteChunk(_record, _options.Compression, _zstd, out var index);
            PutRecord();
            index = index with { Start = start, Length = _position - start, IndexStart = _position };
            var offsets = _chunk.WriteIndexes(_record, _position);
            PutRecord();
            _summary.Chunk(index with { IndexOffsets = offsets, IndexLength = _position - index.IndexStart });
            _chunk.Clear();
        }

        _stream.Flush();
    }

    /// <summary>Writes the summary and the closing records.</summary>
    public void Complete()
    {
        Flush();
        var begin = _record.Begin(Opcode.DataEnd);
        _record.UInt32(_dataChecksum.GetCurrentHashAsUInt32());
        _record.End(begin);
        PutRecord();
        _summary.Write(_record, _position, _schemas, _channels);
        PutRecord();
        Put(McapFormat.Magic);
        _stream.Flush();
        _isComplete = true;
    }

    /// <summary>Lets go of the compressor; a file that was not completed stays without its summary.</summary>
    public void Dispose() => _zstd.Dispose();

    private void RequireOpen() => ObjectDisposedException.ThrowIf(_isComplete, this);

    private void PutRecord()
    {
        Put(_record.Written);
        _record.Clear();
    }

    private void Put(ReadOnlySpan<byte> bytes)
    {
        _stream.Write(bytes);
        _dataChecksum.Append(bytes);
        _position += (ulong)bytes.Length;
    }
}
