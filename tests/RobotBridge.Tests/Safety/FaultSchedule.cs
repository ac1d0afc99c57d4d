namespace Robotics.RobotBridge.Tests.Safety;

/// <summary>What may go wrong with one stream of messages.</summary>
internal enum Fault { Drop, Delay, Duplicate, Reorder, Freeze, NaN, Kill }

/// <summary>One fault of one stream, over a stretch of time.</summary>
internal sealed record FaultSpan(Fault Fault, double From, double To)
{
    public static FaultSpan[] Draw(Random random, double duration, bool everythingDies)
    {
        var spans = Enumerable.Range(0, random.Next(4)).Select(_ =>
        {
            var from = random.NextDouble() * duration;
            var fault = (Fault)random.Next(7);
            return new FaultSpan(fault, from, fault == Fault.Kill ? double.PositiveInfinity : from + random.NextDouble() * 0.8);
        });
        return everythingDies ? [.. spans, new FaultSpan(Fault.Kill, duration * (0.3 + 0.4 * random.NextDouble()), double.PositiveInfinity)] : [.. spans];
    }
}

/// <summary>A stream of stamped messages with its faults; delivers what an unlucky network would.</summary>
internal sealed class FaultyChannel<T>(Random random, FaultSpan[] spans, Func<T, T>? corrupt)
{
    private readonly PriorityQueue<(double Stamp, T Message, bool Intact), double> _inFlight = new();
    private (double Stamp, T Message, bool Intact)? _frozen;

    /// <summary>When the newest intact message that has been delivered was sent.</summary>
    public double NewestIntact { get; private set; } = double.NegativeInfinity;

    public void Send(double now, T message)
    {
        var active = spans.Where(span => now >= span.From && now < span.To).Select(span => span.Fault).ToHashSet();
        if (active.Contains(Fault.Kill) || active.Contains(Fault.Drop) && random.NextDouble() < 0.7)
            return;
        var isCorrupt = corrupt is not null && active.Contains(Fault.NaN);
        var sent = (Stamp: now, Message: isCorrupt ? corrupt!(message) : message, Intact: !isCorrupt);
        if (active.Contains(Fault.Freeze))
            sent = _frozen ??= sent;
        else
            _frozen = null;
        var latency = 0.002 + (active.Contains(Fault.Delay) ? 0.5 * random.NextDouble() : 0) + (active.Contains(Fault.Reorder) ? 0.05 * random.NextDouble() : 0);
        _inFlight.Enqueue(sent, now + latency);
        if (active.Contains(Fault.Duplicate))
            _inFlight.Enqueue(sent, now + latency + 0.03 * random.NextDouble());
    }

    public IEnumerable<(double Stamp, T Message)> Deliver(double now)
    {
        while (_inFlight.TryPeek(out var message, out var due) && due <= now)
        {
            _inFlight.Dequeue();
            if (message.Intact)
                NewestIntact = Math.Max(NewestIntact, message.Stamp);
            yield return (message.Stamp, message.Message);
        }
    }
}
