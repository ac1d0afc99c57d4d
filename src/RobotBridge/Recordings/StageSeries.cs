using System.Runtime.InteropServices;
using Robotics.Datasets;
using Robotics.Datasets.Mcap;
using Robotics.RobotBridge.Ros2.Cdr;
using RosString = Robotics.RobotBridge.Ros2.Messages.StdMsgs.String;

namespace Robotics.RobotBridge.Recordings;

/// <summary>The annotated stage over time. A message holds until the next; an empty one says that there is no stage.</summary>
internal sealed class StageSeries(string topic, StampSource stampSource)
{
    private readonly List<long> _stamps = [];
    private readonly List<string> _names = [];

    /// <summary>Stamp of the first message, nanoseconds.</summary>
    public long First => _stamps.Count > 0 ? _stamps[0] : 0;

    /// <summary>Stamp of the last message, nanoseconds.</summary>
    public long Last { get; private set; }

    public SeriesCounts Counts { get; } = new(topic, stampSource);

    /// <summary>Takes a message.</summary>
    public void Add(McapMessage message)
    {
        Counts.Messages++;
        string name;
        try
        {
            name = CdrReader.Deserialize<RosString>(message.Data).Data;
        }
        catch (CdrException fault)
        {
            Counts.Refuse(fault.Message);
            return;
        }

        // a text has no header
        var stamp = Counts.Stamp(0, message.LogTime);
        if (stamp <= Last)
        {
            Counts.Late++;
            return;
        }

        Last = stamp;
        if (_names.Count > 0 && _names[^1] == name)
            return;
        _stamps.Add(stamp);
        _names.Add(name);
    }

    /// <summary>The stages of an episode.</summary>
    /// <param name="frames">Stamps of its frames, ascending.</param>
    public IReadOnlyList<StageAnnotation> Of(IReadOnlyList<long> frames)
    {
        var stages = new List<StageAnnotation>();
        var start = 0;
        for (var t = 1; t <= frames.Count; t++)
        {
            if (t < frames.Count && At(frames[t]) == At(frames[start]))
                continue;
            if (At(frames[start]) is { Length: > 0 } name)
                stages.Add(new StageAnnotation(name, start, t));
            start = t;
        }

        return stages;
    }

    private string At(long moment)
    {
        var place = CollectionsMarshal.AsSpan(_stamps).BinarySearch(moment);
        var previous = place >= 0 ? place : ~place - 1;
        return previous < 0 ? "" : _names[previous];
    }
}
