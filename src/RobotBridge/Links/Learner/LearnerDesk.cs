using Robotics.Datasets;
using Robotics.RobotBridge.Links.Weights;
using Robotics.RobotBridge.Links.Wire;
using Robotics.RobotBridge.Ros2.Cdr;
using Robotics.RobotBridge.Ros2.Messages.RoboticsLink;

namespace Robotics.RobotBridge.Links.Learner;

/// <summary>
/// The learner's side of all sessions: stores records, confirms them once they are on disk, hands out weights. Knows no
/// clock and no socket.
/// </summary>
/// <param name="store">Folder of the streams.</param>
/// <param name="shelf">The published weights.</param>
/// <param name="mostActors">Streams at the same time.</param>
/// <param name="report">Told of actors that come, go or are refused.</param>
internal sealed class LearnerDesk(string store, WeightsShelf shelf, int mostActors, Action<string> report) : IDisposable
{
    private const int LongestName = 64;

    // an actor that is silent for longer than it would be patient itself has gone
    private static readonly TimeSpan Patience = 3 * LinkTiming.Silence;
    private readonly Dictionary<ulong, Session> _sessions = [];

    /// <summary>Actors that are connected.</summary>
    public int Actors => _sessions.Count;

    /// <summary>Records stored since the start.</summary>
    public long Stored { get; private set; }

    /// <summary>Takes in a message and answers it.</summary>
    /// <exception cref="IOException">The disk failed.</exception>
    public void Receive(TimeSpan now, Packet packet, ILinkSender reply)
    {
        try
        {
            Answer(now, packet, reply);
        }
        catch (CdrException fault)
        {
            report($"a message was dropped: {fault.Message}");
        }
    }

    /// <summary>Puts everything received on disk and confirms it.</summary>
    /// <param name="senderTo">Gives the way to a peer.</param>
    /// <exception cref="IOException">The disk failed; nothing was confirmed.</exception>
    public void Commit(Func<byte[], ILinkSender> senderTo)
    {
        foreach (var (id, session) in _sessions)
        {
            session.Stream.Flush();
            if (session.Stream.Durable == session.Confirmed)
                continue;
            session.Confirmed = session.Stream.Durable;
            senderTo(session.Peer).TrySend(new Stored { Session = id, Next = session.Confirmed });
        }
    }

    /// <summary>Forgets actors that have gone silent.</summary>
    public void Forget(TimeSpan now)
    {
        foreach (var (id, session) in _sessions.Where(s => now - s.Value.Heard > Patience).ToArray())
        {
            End(id);
            report($"{session.Actor} is silent; {session.Stream.Next} transitions of it are stored");
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var id in _sessions.Keys.ToArray())
            End(id);
    }

    private void Answer(TimeSpan now, Packet packet, ILinkSender reply)
    {
        if (packet.TryRead<Hello>(out var hello))
            Greet(now, packet.Peer, hello, reply);
        else if (packet.TryRead<Records>(out var records))
            With(records.Session, now, reply, session => Store(session, records, reply));
        else if (packet.TryRead<Heartbeat>(out var heartbeat))
            With(heartbeat.Session, now, reply, _ => OfferAndBeat(heartbeat.Session, reply));
        else if (packet.TryRead<WeightsRequest>(out var request))
            With(request.Session, now, reply, session => SendPart(session, request, reply));
        else
            report($"a message of an unknown type was dropped: {packet.Type}; both ends must be of the same version");
    }

    private void Greet(TimeSpan now, byte[] peer, Hello hello, ILinkSender reply)
    {
        var stream = new Guid(hello.Stream);
        // the latest connection of a stream is the live one, and of two with one number
        foreach (var (old, _) in _sessions.Where(s => s.Value.Id == stream || s.Key == hello.Session).ToArray())
            End(old);
        var fault = hello.Actor.Length is 0 or > LongestName || hello.Actor.Any(char.IsControl) ? "the actor's name is empty, too long or not printable"
            : _sessions.Count >= mostActors ? $"{mostActors} actors are connected already (most_actors)"
            : null;
        StoredStream? stored = null;
        try
        {
            stored = fault is null ? StoredStream.Open(store, hello) : null;
            fault ??= stored!.Misfit(hello);
        }
        catch (DataException damage)
        {
            fault = damage.Message;
        }
        if (fault is not null)
        {
            stored?.Dispose();
            report($"{hello.Actor} is refused: {fault}");
            reply.TrySend(new Refusal { Session = hello.Session, Final = true, Reason = fault });
            return;
        }
        _sessions[hello.Session] = new Session(stream, peer, hello.Actor, stored!) { Heard = now, Confirmed = stored!.Next };
        if (stored.CutBytes > 0)
            report($"{hello.Actor}: {stored.CutBytes} bytes of a record that was being written when the learner ended are removed; it comes again");
        report($"{hello.Actor} is connected; {stored.Next} transitions of it are stored, {hello.Next - stored.Next} wait in its spool");
        reply.TrySend(new Welcome { Session = hello.Session, Next = stored.Next, Check = stored.Check });
        OfferAndBeat(hello.Session, reply);
    }

    private void With(ulong id, TimeSpan now, ILinkSender reply, Action<Session> act)
    {
        if (!_sessions.TryGetValue(id, out var session))
        {
            reply.TrySend(new Refusal { Session = id, Reason = "the learner does not know this connection" });
            return;
        }
        session.Heard = now;
        act(session);
    }

    private void Store(Session session, Records records, ILinkSender reply)
    {
        var before = session.Stream.Next;
        var fault = session.Stream.Add(records);
        Stored += (long)(session.Stream.Next - before);
        if (fault is not { } known)
            return;
        report($"{session.Actor}: {known.Reason}");
        reply.TrySend(new Refusal { Session = records.Session, Final = known.IsFinal, Reason = known.Reason });
    }

    private void OfferAndBeat(ulong id, ILinkSender reply)
    {
        reply.TrySend(new Heartbeat { Session = id });
        if (shelf.Current is { } weights)
            reply.TrySend(new WeightsOffer { Session = id, Learner = weights.Learner.ToByteArray(), Version = weights.Version, Length = weights.Length, Sha256 = Convert.FromHexString(weights.Sha256) });
    }

    private void SendPart(Session session, WeightsRequest request, ILinkSender reply)
    {
        session.Open(shelf, request.Version);
        reply.TrySend(new WeightsPart { Session = request.Session, Version = request.Version, Offset = request.Offset, Data = session.Part(request.Version, request.Offset) });
    }

    private void End(ulong id)
    {
        _sessions.Remove(id, out var session);
        session!.Dispose();
    }

    /// <summary>One connection of an actor.</summary>
    private sealed class Session(Guid id, byte[] peer, string actor, StoredStream stream) : IDisposable
    {
        private FileStream? _weights;
        private long _version;

        public Guid Id => id;

        public byte[] Peer => peer;

        public string Actor => actor;

        public StoredStream Stream => stream;

        public TimeSpan Heard { get; set; }

        public ulong Confirmed { get; set; }

        // an open file keeps its version, however often the shelf's is replaced meanwhile
        public void Open(WeightsShelf shelf, long version)
        {
            if (version == _version || version != shelf.Current?.Version)
                return;
            _weights?.Dispose();
            (_weights, _version) = (new FileStream(shelf.CurrentPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete), version);
        }

        // empty where the version is no longer to be had
        public byte[] Part(long version, long offset)
        {
            if (_weights is null || version != _version || offset < 0 || offset >= _weights.Length - WeightsFile.HeaderLength)
                return [];
            _weights.Position = WeightsFile.HeaderLength + offset;
            var part = new byte[Math.Min(WeightsShelf.PartLength, _weights.Length - _weights.Position)];
            _weights.ReadExactly(part);
            return part;
        }

        public void Dispose()
        {
            stream.Dispose();
            _weights?.Dispose();
        }
    }
}
