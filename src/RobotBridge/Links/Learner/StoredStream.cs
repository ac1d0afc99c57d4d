using Robotics.Datasets;
using Robotics.Datasets.Files;
using Robotics.RobotBridge.Links.Log;
using Robotics.RobotBridge.Links.Wire;
using Robotics.RobotBridge.Ros2.Messages.RoboticsLink;

namespace Robotics.RobotBridge.Links.Learner;

/// <summary>
/// What one actor's spool has sent: a record log of its own. The place of a record in the log is its sequence number, so
/// data and number are one write, and a record that comes again is known by its number.
/// </summary>
internal sealed class StoredStream : IDisposable
{
    private const long SegmentBytes = 256 << 20;
    private const string NameFile = "actor.txt";
    private readonly RecordLog _log;

    private StoredStream(RecordLog log) => _log = log;

    /// <summary>Sequence number of the first record that is not stored.</summary>
    public ulong Next => _log.Next;

    /// <summary>Records before this one are on disk.</summary>
    public ulong Durable => _log.Durable;

    /// <summary>Check of everything stored.</summary>
    public uint Check => _log.CheckUpTo(_log.Next)!.Value;

    /// <summary>Bytes of a half-written last record that opening the stream removed.</summary>
    public long CutBytes => _log.CutBytes;

    /// <summary>Folder of a stream in a store.</summary>
    public static string FolderIn(string store, Guid stream) => Path.Combine(StreamsIn(store), stream.ToString("N"));

    /// <summary>Folder of all streams in a store.</summary>
    public static string StreamsIn(string store) => Path.Combine(store, "streams");

    /// <summary>The actor's name as it was last given.</summary>
    public static string ActorOf(string folder) =>
        Path.Combine(folder, NameFile) is var file && File.Exists(file) ? File.ReadAllText(file) : "unknown";

    /// <summary>Opens the stream of a hello, or begins it where the actor's spool begins.</summary>
    /// <exception cref="DataException">It is damaged.</exception>
    public static StoredStream Open(string store, Hello hello)
    {
        var stream = new Guid(hello.Stream);
        var folder = FolderIn(store, stream);
        var log = RecordLog.Open(folder, SegmentBytes, () => (stream, hello.Oldest, hello.Check));
        if (ActorOf(folder) != hello.Actor)
            AtomicFile.Write(Path.Combine(folder, NameFile), file => file.Write(System.Text.Encoding.UTF8.GetBytes(hello.Actor)));
        return new StoredStream(log);
    }

    /// <summary>Why a spool cannot go on with this stream; null when it can.</summary>
    public string? Misfit(Hello hello) =>
        hello.Oldest > Next ? $"the store ends before record {Next}, and the spool begins with {hello.Oldest}: what lies between was confirmed by another store or has been lost here. Restore the store, or move the stream's folder away to go on without it"
        : hello.Next < Next ? $"the store holds records up to {Next - 1}, and the spool only up to {(long)hello.Next - 1}: it is a copy or was restored. Move the spool away to begin a new stream"
        : null;

    /// <summary>Stores what is new among some records.</summary>
    /// <returns>What is wrong with them; null when nothing is.</returns>
    /// <exception cref="IOException">The disk failed.</exception>
    public (string Reason, bool IsFinal)? Add(Records records)
    {
        if (records.First > Next)
            return ($"records before {records.First} are missing", false);
        for (var i = 0; i < records.Batch.Length; i++)
        {
            var sequence = records.First + (ulong)i;
            var record = records.Batch[i];
            if (sequence < Next)
                continue;
            if (record.Payload.Length > LogSegment.MaximumRecord || LogSegment.CheckOf(record.Payload.Span, Check) != record.Check)
                return ($"record {sequence} does not follow what is stored: the spool is a copy or was restored. Move it away to begin a new stream", true);
            if (TransitionCodec.Fault(record.Payload) is { } fault)
                return ($"record {sequence} is no transition: {fault}", true);
            _log.TryAppend(record.Payload.Span);
        }
        return null;
    }

    /// <summary>Waits until everything is on disk.</summary>
    public void Flush() => _log.Flush();

    /// <inheritdoc/>
    public void Dispose() => _log.Dispose();
}
