using Robotics.RobotBridge.Links.Log;
using Robotics.RobotBridge.Links.Weights;
using Robotics.RobotBridge.Links.Wire;
using Robotics.RobotBridge.Ros2.Messages.RoboticsLink;

namespace Robotics.RobotBridge.Links.Actor;

/// <summary>
/// One connection of an actor: hello, then records from where the learner's store ends, a window ahead of its
/// confirmations. It never repairs itself: whatever goes wrong ends it, and the next one starts from what both disks hold.
/// Knows no clock and no socket.
/// </summary>
internal sealed class ActorSession(RecordLog spool, WeightsInbox inbox, string actor, ulong id, TimeSpan begun)
{
    private const int MostBytesOfBatch = 1 << 20;
    private const ulong MostInFlight = 256;
    private const int MostBytesInFlight = 8 << 20;
    private readonly Queue<(ulong Next, int Bytes)> _inFlight = new();
    private TimeSpan? _spoke;
    private TimeSpan _heard = begun;
    private TimeSpan _progressed = begun;
    private TimeSpan _partCame = begun;
    private ulong _sent;
    private int _bytesInFlight;

    /// <summary>Whether the learner has answered the hello.</summary>
    public bool IsUp { get; private set; }

    /// <summary>Records before this one are safe with the learner.</summary>
    public ulong Confirmed { get; private set; }

    /// <summary>Why the session is over; null while it is not.</summary>
    public string? End { get; private set; }

    /// <summary>Whether trying again cannot help until somebody acts.</summary>
    public bool IsRefused { get; private set; }

    /// <summary>Says what is to be said now.</summary>
    public void Advance(TimeSpan now, ILinkSender sender)
    {
        if (now - _heard > LinkTiming.Silence)
            End ??= "the learner does not answer";
        else if (_inFlight.Count > 0 && now - _progressed > LinkTiming.Silence)
            End ??= "the learner does not confirm";
        if (End is not null)
            return;
        if (!IsUp)
        {
            if (_spoke is null)
                Say(now, sender.TrySend(new Hello { Session = id, Stream = spool.Stream.ToByteArray(), Actor = actor, Oldest = spool.First, Next = spool.Durable, Check = spool.CheckUpTo(spool.First)!.Value }));
            return;
        }
        SendRecords(now, sender);
        if (!inbox.IsWaiting)
            _partCame = now;
        else if (now - _partCame > LinkTiming.Silence)
            inbox.AskAgain();
        if (inbox.NextRequest(id) is { } request)
            Say(now, sender.TrySend(request));
        if (now - _spoke > LinkTiming.Heartbeat)
            Say(now, sender.TrySend(new Heartbeat { Session = id }));
    }

    /// <summary>Takes in a message of this session; messages of earlier ones are ignored.</summary>
    /// <exception cref="Ros2.Cdr.CdrException">The bytes are not the message that they say they are.</exception>
    public void Receive(TimeSpan now, Packet packet)
    {
        if (packet.TryRead<Refusal>(out var refusal) && refusal.Session == id)
            (End, IsRefused) = (refusal.Reason, refusal.Final);
        else if (packet.TryRead<Welcome>(out var welcome) && welcome.Session == id && !IsUp)
            Start(now, welcome);
        else if (packet.TryRead<Stored>(out var stored) && stored.Session == id)
            Confirm(now, stored.Next);
        else if (packet.TryRead<WeightsOffer>(out var offer) && offer.Session == id)
            inbox.Offer(offer);
        else if (packet.TryRead<WeightsPart>(out var part) && part.Session == id)
            Take(now, part);
        else if (!(packet.TryRead<Heartbeat>(out var heartbeat) && heartbeat.Session == id))
            return;
        _heard = now;
    }

    private void Start(TimeSpan now, Welcome welcome)
    {
        if (spool.CheckUpTo(welcome.Next) != welcome.Check)
        {
            (End, IsRefused) = ($"the learner's store ends before record {welcome.Next} and does not fit this spool ({spool.First} to {spool.Durable}): one of them is a copy or was restored. Move the spool away to begin a new stream", true);
            return;
        }
        (IsUp, _sent, _progressed) = (true, welcome.Next, now);
        Release(welcome.Next);
        inbox.Restart();
    }

    private void Confirm(TimeSpan now, ulong next)
    {
        if (next <= Confirmed || next > _sent)
            return;
        while (_inFlight.TryPeek(out var batch) && batch.Next <= next)
            _bytesInFlight -= _inFlight.Dequeue().Bytes;
        _progressed = now;
        Release(next);
    }

    private void Take(TimeSpan now, WeightsPart part)
    {
        _partCame = now;
        inbox.Take(part);
    }

    private void Release(ulong next)
    {
        Confirmed = next;
        spool.Release(next);
    }

    private void SendRecords(TimeSpan now, ILinkSender sender)
    {
        // only what the disk holds: the learner must never know more than a spool that lost power
        while (_sent < spool.Durable && _sent - Confirmed < MostInFlight && _bytesInFlight < MostBytesInFlight)
        {
            var (batch, bytes) = Batch();
            if (!sender.TrySend(new Records { Session = id, First = _sent, Batch = batch }))
                return;
            if (_inFlight.Count == 0)
                _progressed = now;
            _sent += (ulong)batch.Length;
            _inFlight.Enqueue((_sent, bytes));
            _bytesInFlight += bytes;
            _spoke = now;
        }
    }

    private (Record[] Records, int Bytes) Batch()
    {
        var (batch, bytes) = (new List<Record>(), 0);
        for (var next = _sent; next < spool.Durable && next - Confirmed < MostInFlight; next++)
        {
            var payload = spool.Read(next);
            if (batch.Count > 0 && bytes + payload.Length > MostBytesOfBatch)
                break;
            batch.Add(new Record { Check = spool.CheckUpTo(next + 1)!.Value, Payload = payload });
            bytes += payload.Length;
        }
        return ([.. batch], bytes);
    }

    private void Say(TimeSpan now, bool sent)
    {
        if (sent)
            _spoke = now;
    }
}
