using System.Runtime.InteropServices;
using Robotics.Datasets.Mcap;
using Robotics.RobotBridge.Ros2.Cdr;

namespace Robotics.RobotBridge.Recordings;

/// <summary>The numbers of one source over time [M, J], to find those that belong to a frame.</summary>
internal sealed class JointSeries(JointSource source, JointMatch match, StampSource stampSource)
{
    private readonly List<long> _stamps = [];
    private readonly List<float> _values = [];

    public JointSource Source => source;

    public SeriesCounts Counts { get; } = new(source.Topic, stampSource);

    /// <summary>Takes a message.</summary>
    public void Add(McapMessage message)
    {
        Counts.Messages++;
        if (Read(message) is not { Values: { } values } read)
        {
            Counts.Refused++;
            return;
        }

        var stamp = Counts.Stamp(read.Stamp, message.LogTime);
        if (_stamps.Count > 0 && stamp <= _stamps[^1])
        {
            Counts.Late++;
            return;
        }

        _stamps.Add(stamp);
        _values.AddRange(values);
    }

    /// <summary>Number of the message that belongs to a moment; null when none is near enough.</summary>
    public int? At(long moment)
    {
        var stamps = CollectionsMarshal.AsSpan(_stamps);
        var place = stamps.BinarySearch(moment);
        var next = place >= 0 ? place : ~place;
        var previous = place >= 0 ? place : next - 1;
        var found = match switch
        {
            JointMatch.Next => next,
            JointMatch.Previous => previous,
            _ => previous < 0 || next < stamps.Length && stamps[next] - moment < moment - stamps[previous] ? next : previous,
        };
        return found >= 0 && found < stamps.Length && Math.Abs(stamps[found] - moment) <= source.Slop * 1e9 ? found : null;
    }

    /// <summary>The numbers of a message [J].</summary>
    public ReadOnlySpan<float> Values(int number) => CollectionsMarshal.AsSpan(_values).Slice(number * source.Joints.Count, source.Joints.Count);

    private JointValues? Read(McapMessage message)
    {
        try
        {
            return JointValues.Read(Counts.Type, message.Data, source);
        }
        catch (CdrException)
        {
            return null;
        }
    }
}
