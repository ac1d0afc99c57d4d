using System.Runtime.InteropServices;
using Robotics.Datasets.Mcap;
using Robotics.RobotBridge.Ros2.Cdr;

namespace Robotics.RobotBridge.Recordings;

/// <summary>The numbers of one source over time [M, J], to find those that belong to a frame.</summary>
internal sealed class JointSeries
{
    private readonly JointMatch _match;
    private readonly SeriesStamps _stamps;
    private readonly List<float> _values = [];

    public JointSeries(JointSource source, JointMatch match, StampSource stampSource)
    {
        (Source, _match, Counts) = (source, match, new SeriesCounts(source.Topic, stampSource));
        _stamps = new SeriesStamps(Counts);
    }

    public JointSource Source { get; }

    public SeriesCounts Counts { get; }

    /// <summary>Nanoseconds, ascending [M] after <see cref="Settle"/>.</summary>
    public IReadOnlyList<long> Stamps => _stamps.Values;

    /// <summary>Takes a message.</summary>
    public void Add(McapMessage message)
    {
        Counts.Messages++;
        try
        {
            var read = JointValues.Read(Counts.Type, message.Data, Source);
            if (read.Values is null)
            {
                Counts.Refuse($"it has {read.Content}");
                return;
            }

            _stamps.Add(Counts.Stamp(read.Stamp, message.LogTime));
            _values.AddRange(read.Values);
        }
        catch (CdrException fault)
        {
            Counts.Refuse(fault.Message);
        }
    }

    /// <summary>Leaves out what is not in ascending order, when all messages are there.</summary>
    /// <inheritdoc cref="SeriesStamps.Settle"/>
    public void Settle(string file)
    {
        if (_stamps.Settle(file) is not { } kept)
            return;
        var all = CollectionsMarshal.AsSpan(_values);
        var size = Source.Joints.Count;
        for (var k = 0; k < kept.Length; k++)
            all.Slice(kept[k] * size, size).CopyTo(all[(k * size)..]);
        CollectionsMarshal.SetCount(_values, kept.Length * size);
    }

    /// <summary>Number of the message that belongs to a moment; null when none is near enough.</summary>
    public int? At(long moment)
    {
        var stamps = CollectionsMarshal.AsSpan(_stamps.Values);
        var place = stamps.BinarySearch(moment);
        var next = place >= 0 ? place : ~place;
        var previous = place >= 0 ? place : next - 1;
        var found = _match switch
        {
            JointMatch.Next => next,
            JointMatch.Previous => previous,
            _ => previous < 0 || next < stamps.Length && stamps[next] - moment < moment - stamps[previous] ? next : previous,
        };
        return found >= 0 && found < stamps.Length && Math.Abs(stamps[found] - moment) <= Source.Slop * 1e9 ? found : null;
    }

    /// <summary>The numbers of a message [J].</summary>
    public ReadOnlySpan<float> Values(int number) => CollectionsMarshal.AsSpan(_values).Slice(number * Source.Joints.Count, Source.Joints.Count);
}
