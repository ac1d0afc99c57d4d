namespace Robotics.Datasets.Mcap;

/// <summary>One pass over the messages of a file, in the order of the file. Holds one chunk.</summary>
internal sealed class MessageScan(
    string file, Stream stream, Definitions definitions, SummarySection? summary, McapSelection selection, Action<Defect> report)
{
    private const string Remedy = "Copy the file again from its source; without a better copy, what was read is all there is.";

    private readonly RecordStream _records = new(stream);
    private readonly ChunkRecords _chunk = new();
    private readonly HashSet<ushort> _strangers = [];
    private bool _isOver;
    private bool _isDamaged;

    /// <summary>Goes to the first record behind the header.</summary>
    public void Begin()
    {
        stream.Position = 0;
        Span<byte> magic = stackalloc byte[McapFormat.Magic.Length];
        _records.TryReadRaw(magic);
    }

    /// <summary>The next message that is wanted; false behind the last.</summary>
    public bool TryNext(out McapMessage message)
    {
        while (true)
        {
            while (NextInChunk(out var opcode, out var content))
                if (Take(opcode, content, out message))
                    return true;
            if (_isOver || !NextInFile(out message, out var isMessage))
            {
                message = default;
                return false;
            }

            if (isMessage)
                return true;
        }
    }

    private bool NextInChunk(out Opcode opcode, out ReadOnlyMemory<byte> content)
    {
        try
        {
            return _chunk.TryNext(out opcode, out content);
        }
        catch (InvalidDataException fault)
        {
            // a chunk that is cut off ends within a record, which was reported when it was loaded
            if (!_isOver)
                Report($"the chunk at byte {_records.Start} is broken: {fault.Message}. The rest of it is left out.");
            (opcode, content) = (Opcode.None, default);
            return false;
        }
    }

    // false at the end
    private bool NextInFile(out McapMessage message, out bool isMessage)
    {
        (message, isMessage) = (default, false);
        if (!_records.TryNext())
        {
            Report($"the file ends at byte {_records.Start} without its closing records: it was cut off, or its recorder did not end well. What is there was read.");
            return false;
        }

        var isCut = _records.Length > (ulong)_records.Left;
        try
        {
            switch (_records.Opcode)
            {
                case Opcode.Chunk:
                    LoadChunk(isCut);
                    break;
                case Opcode.DataEnd when !isCut:
                    End(_records.Content());
                    return false;
                case Opcode.Footer when !isCut:
                    return false;
                case Opcode.Schema or Opcode.Channel or Opcode.Message when !isCut:
                    isMessage = Take(_records.Opcode, _records.Content(), out message);
                    return true;
                case Opcode.None:
                    throw new InvalidDataException("no record has the opcode 0");
                default:
                    PassOver();
                    break;
            }
        }
        catch (InvalidDataException) when (isCut)
        {
            // that it is cut off says it all
        }
        catch (InvalidDataException fault)
        {
            Report($"the record at byte {_records.Start} (opcode {(byte)_records.Opcode}) is broken: {fault.Message}. It is left out.");
            _records.Seek(Math.Min(stream.Length, _records.Start + McapFormat.RecordHeader + (long)Math.Min(_records.Length, (ulong)stream.Length)));
        }

        if (isCut && ChunkBehind(_records.Start) is { } next)
        {
            Report($"the length of the record at byte {_records.Start} (opcode {(byte)_records.Opcode}) leads out of the file, which has its end: reading goes on with the next chunk, at byte {next}.");
            _records.Seek(next);
            return true;
        }

        if (isCut)
            Report($"the file ends in the middle of the record at byte {_records.Start}: it was cut off, or its recorder did not end well. What is there was read.");
        _isOver = isCut;
        return true;
    }

    private long? ChunkBehind(long position) => summary?.Chunks.Keys
        .Where(start => start > (ulong)position && start < (ulong)stream.Length).Select(start => (long?)start).Min();

    private void LoadChunk(bool isCut)
    {
        if (!isCut && !selection.IsEverything && summary?.Chunks.GetValueOrDefault((ulong)_records.Start) is { } index && !IsWanted(index))
        {
            _records.Skip();
            return;
        }

        _chunk.Load(_records.Content(), isCut);
    }

    private bool IsWanted(ChunkIndex index) =>
        index.LastTime >= selection.From && index.FirstTime <= selection.To
        && (selection.Topics is null || index.IndexOffsets.Count == 0
            || index.IndexOffsets.Keys.Any(id => !definitions.Channels.TryGetValue(id, out var channel) || selection.Wants(channel)));

    // small records keep the checksum going; what is left out of a selection or is large is not read for it
    private void PassOver()
    {
        if (selection.IsEverything && _records.Length <= (ulong)Math.Min(_records.Left, McapFormat.LargestBlock))
            _records.Content();
        else
            _records.Skip();
    }

    private void End(ReadOnlySpan<byte> content)
    {
        var checksum = new FieldReader(content).UInt32();
        if (checksum != 0 && !_isDamaged && _records.Checksum is { } found && found != checksum)
            Report("the checksum of its data is wrong though no chunk's is: bytes outside of chunks have changed.");
    }

    private bool Take(Opcode opcode, ReadOnlyMemory<byte> content, out McapMessage message)
    {
        message = default;
        try
        {
            switch (opcode)
            {
                case Opcode.Schema:
                    definitions.AddSchema(content.Span);
                    break;
                case Opcode.Channel:
                    definitions.AddChannel(content.Span);
                    break;
                case Opcode.Message:
                    return TryRead(content, out message);
            }
        }
        catch (InvalidDataException fault)
        {
            Report($"a record (opcode {(byte)opcode}) at or in the one at byte {_records.Start} is broken: {fault.Message}. It is left out.");
        }

        return false;
    }

    private bool TryRead(ReadOnlyMemory<byte> content, out McapMessage message)
    {
        message = default;
        var fields = new FieldReader(content.Span);
        var (id, sequence, logTime, publishTime) = (fields.UInt16(), fields.UInt32(), fields.UInt64(), fields.UInt64());
        if (!definitions.Channels.TryGetValue(id, out var channel))
        {
            if (_strangers.Add(id))
                Report($"messages refer to channel {id}, which is not there (first in the record at byte {_records.Start}). They are left out.");
            return false;
        }

        message = new McapMessage(channel, sequence, logTime, publishTime, content[^fields.Rest.Length..]);
        return selection.Wants(channel) && selection.Wants(logTime);
    }

    private void Report(string problem)
    {
        _isDamaged = true;
        report(new Defect(file, problem, Remedy));
    }
}
