namespace Robotics.RobotBridge.Recordings;

/// <summary>Counts what comes on a topic, and decides which time of a message counts.</summary>
/// <param name="topic">The topic.</param>
/// <param name="stamps">Which time counts.</param>
internal sealed class SeriesCounts(string topic, StampSource stamps)
{
    private double _delays;
    private double _leastDelay = double.PositiveInfinity;
    private double _largestDelay = double.NegativeInfinity;
    private long _unstamped;
    private long _stamped;
    private long _refused;

    /// <summary>The topic.</summary>
    public string Topic => topic;

    /// <summary>Type of the messages; empty before the first.</summary>
    public string Type { get; set; } = "";

    /// <summary>All messages.</summary>
    public long Messages { get; set; }

    /// <summary>Messages whose stamps are not in ascending order, or are there already.</summary>
    public long Late { get; set; }

    /// <summary>Messages that can be used.</summary>
    public long Usable => Messages - _refused;

    /// <summary>Why the first of those that cannot be used cannot.</summary>
    public string FirstFault { get; private set; } = "";

    /// <summary>The counts so far.</summary>
    /// <param name="first">Stamp of the first message that is used, nanoseconds.</param>
    /// <param name="last">Stamp of the last one.</param>
    public SourceReport Report(long first, long last) => new(
        topic, Type, Messages, last <= first ? 0 : (Usable - Late - 1) / ((last - first) / 1e9), _unstamped, Late, _refused, FirstFault,
        _stamped == 0 ? null : new DelayReport(_delays / _stamped, _leastDelay, _largestDelay));

    /// <summary>Counts a message that cannot be used.</summary>
    public void Refuse(string fault)
    {
        if (_refused++ == 0)
            FirstFault = fault.TrimEnd('.');
    }

    /// <summary>The time that counts for a message, nanoseconds.</summary>
    public long Stamp(long header, ulong log)
    {
        if (header == 0)
            _unstamped++;
        else
        {
            var delay = ((double)log - header) / 1e9;
            _stamped++;
            _delays += delay;
            (_leastDelay, _largestDelay) = (Math.Min(_leastDelay, delay), Math.Max(_largestDelay, delay));
        }

        return stamps == StampSource.Log || header == 0 ? (long)log : header;
    }
}
