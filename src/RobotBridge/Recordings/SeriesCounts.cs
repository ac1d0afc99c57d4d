namespace Robotics.RobotBridge.Recordings;

/// <summary>Counts what comes on a topic, and decides which time of a message counts.</summary>
/// <param name="topic">The topic.</param>
/// <param name="stamps">Which time counts.</param>
internal sealed class SeriesCounts(string topic, StampSource stamps)
{
    private double _delays;
    private long _unstamped;
    private long _stamped;

    /// <summary>The topic.</summary>
    public string Topic => topic;

    /// <summary>Type of the messages; empty before the first.</summary>
    public string Type { get; set; } = "";

    /// <summary>All messages.</summary>
    public long Messages { get; set; }

    /// <summary>Messages that are not later than one before.</summary>
    public long Late { get; set; }

    /// <summary>Messages that cannot be used.</summary>
    public long Refused { get; set; }

    /// <summary>The counts so far.</summary>
    public SourceReport Report() => new(topic, Type, Messages, _unstamped, Late, Refused, _stamped == 0 ? 0 : _delays / _stamped);

    /// <summary>The time that counts for a message, nanoseconds.</summary>
    public long Stamp(long header, ulong log)
    {
        if (header == 0)
            _unstamped++;
        else
        {
            _stamped++;
            _delays += ((double)log - header) / 1e9;
        }

        return stamps == StampSource.Log || header == 0 ? (long)log : header;
    }
}
