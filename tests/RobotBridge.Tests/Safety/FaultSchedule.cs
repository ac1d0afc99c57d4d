namespace Robotics.RobotBridge.Tests.Safety;

/// <summary>What may go wrong with one stream of messages.</summary>
internal enum Fault
{
    Drop,
    Delay,
    Duplicate,
    Reorder,

    /// <summary>The same message, stamp and all, again and again.</summary>
    Freeze,

    /// <summary>The same values under new stamps.</summary>
    Stuck,
    NaN,

    /// <summary>The sender dies; it may come back.</summary>
    Kill,
}

/// <summary>One fault of one stream, over a stretch of time.</summary>
internal sealed record FaultSpan(Fault Fault, double From, double To)
{
    /// <summary>No fault but a death begins later than the schedule's duration or lasts longer than this.</summary>
    public const double Longest = 0.8;

    public static FaultSpan[] Draw(Random random, double duration, bool everythingDies)
    {
        var spans = Enumerable.Range(0, random.Next(4)).Select(_ =>
        {
            var from = random.NextDouble() * duration;
            var (fault, length) = ((Fault)random.Next(8), random.NextDouble() * Longest);
            return new FaultSpan(fault, from, fault == Fault.Kill && random.Next(2) == 0 ? double.PositiveInfinity : from + length);
        });
        return everythingDies ? [.. spans, new FaultSpan(Fault.Kill, duration * (0.3 + 0.4 * random.NextDouble()), double.PositiveInfinity)] : [.. spans];
    }

    public bool Covers(double now) => now >= From && now < To;
}

/// <summary>The clock that stamps are in, as a node reads it: it may stand still, jump or run slowly for a while.</summary>
/// <param name="From">When the fault begins.</param>
/// <param name="To">When it ends.</param>
/// <param name="Rate">Of the clock meanwhile.</param>
/// <param name="Jump">At its beginning, seconds.</param>
internal sealed record FaultyClock(double From, double To, double Rate, double Jump)
{
    private const double Epoch = 1_700_000_000;

    public static FaultyClock Draw(Random random, double duration)
    {
        var from = random.NextDouble() * duration;
        var to = from + random.NextDouble() * FaultSpan.Longest;
        return random.Next(5) switch
        {
            0 => new FaultyClock(from, to, 0, 0),
            1 => new FaultyClock(from, to, 0.2, 0),
            2 => new FaultyClock(from, to, 1, 0.5 + random.NextDouble() * 10),
            3 => new FaultyClock(from, to, 1, -0.4 - random.NextDouble() * 10),
            _ => new FaultyClock(from, to, 1, 0),
        };
    }

    public double At(double now) => Epoch + (now < From ? now : From + Jump + Rate * (Math.Min(now, To) - From) + Math.Max(0, now - To));

    /// <summary>Since when it shows what it shows.</summary>
    public double MovedAt(double now) => Rate == 0 && now > From && now < To ? From : now;

    /// <summary>Whether it jumped between two moments.</summary>
    public bool Jumped(double before, double now) => Jump != 0 && before < From && now >= From;
}

/// <summary>A stream of stamped messages with its faults; delivers what an unlucky network would.</summary>
/// <param name="random">Of the schedule.</param>
/// <param name="spans">Its faults.</param>
/// <param name="corrupt">Makes a message that is not finite; null where there is none.</param>
/// <param name="restamp">An old message under a new stamp; null where the message has none.</param>
internal sealed class FaultyChannel<T>(Random random, FaultSpan[] spans, Func<T, T>? corrupt, Func<T, double, T>? restamp = null)
{
    private readonly PriorityQueue<(double Stamp, T Message, bool Intact), double> _inFlight = new();
    private (double Stamp, T Message, bool Intact)? _frozen;

    /// <summary>When the newest intact message that has been delivered was sent.</summary>
    public double NewestIntact { get; private set; } = double.NegativeInfinity;

    public void Send(double now, T message)
    {
        var active = spans.Where(span => span.Covers(now)).Select(span => span.Fault).ToHashSet();
        if (active.Contains(Fault.Kill) || active.Contains(Fault.Drop) && random.NextDouble() < 0.7)
            return;
        var isCorrupt = corrupt is not null && active.Contains(Fault.NaN);
        var sent = (Stamp: now, Message: isCorrupt ? corrupt!(message) : message, Intact: !isCorrupt);
        if (active.Contains(Fault.Freeze) || active.Contains(Fault.Stuck))
            sent = _frozen ??= sent;
        else
            _frozen = null;
        if (active.Contains(Fault.Stuck))
            sent = (now, restamp is null ? sent.Message : restamp(sent.Message, now), sent.Intact);
        var latency = 0.002 + (active.Contains(Fault.Delay) ? 0.5 * random.NextDouble() : 0) + (active.Contains(Fault.Reorder) ? 0.05 * random.NextDouble() : 0);
        _inFlight.Enqueue(sent, now + latency);
        if (active.Contains(Fault.Duplicate))
            _inFlight.Enqueue(sent, now + latency + 0.03 * random.NextDouble());
    }

    /// <summary>The receiver dies with everything that has reached it.</summary>
    public void Lose(double now)
    {
        while (_inFlight.TryPeek(out _, out var due) && due <= now)
            _inFlight.Dequeue();
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
