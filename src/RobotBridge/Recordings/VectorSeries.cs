using System.Runtime.InteropServices;
using Robotics.Datasets;
using Robotics.Datasets.Mcap;
using Robotics.RobotBridge.Node;
using Robotics.RobotBridge.Ros2.Cdr;
using Robotics.RobotBridge.Ros2.Messages.Tf2Msgs;

namespace Robotics.RobotBridge.Recordings;

/// <summary>The numbers of one source over time [M, N], to find those that belong to a frame.</summary>
internal sealed class VectorSeries
{
    private const double NormTolerance = 1e-3;

    private readonly MessageMatch _match;
    private readonly SeriesStamps _stamps;
    private readonly List<float> _values = [];
    private readonly LeftOutMessages _noRotations = new(
        "hold no rotation", "Correct whoever sends them, or take the rest of the pose with components: [x, y, z].");
    private readonly LeftOutMessages _otherFrames = new(
        "are in another coordinate frame", "Send them in one frame, as tf2 can, and record again; or import each part with a recording of its own.");
    private readonly TransformTree? _tree;
    private VectorReader? _reader;
    private string? _frame;

    public VectorSeries(VectorSource source, MessageMatch match, StampSource stampSource)
    {
        (Source, _match, Counts) = (source, match, new SeriesCounts(source.Topic, stampSource));
        _stamps = new SeriesStamps(Counts);
        _tree = source.Frames is [var reference, var target] ? new TransformTree(reference, target) : null;
    }

    public VectorSource Source { get; }

    public SeriesCounts Counts { get; }

    /// <summary>What is read of the messages; known with the first.</summary>
    public VectorReader Reader => _reader ?? throw new InvalidOperationException($"No message came on {Source.Topic}.");

    /// <summary>Nanoseconds, ascending [M] after <see cref="Settle"/>.</summary>
    public IReadOnlyList<long> Stamps => _stamps.Values;

    /// <summary>Messages of the right form that cannot be used, by reason.</summary>
    public IEnumerable<LeftOutMessages> LeftOut => [_noRotations, _otherFrames];

    /// <summary>Takes a message.</summary>
    /// <exception cref="DataException">The source asks for what the type does not have.</exception>
    public void Add(string file, McapMessage message)
    {
        _reader ??= VectorReader.Of(Counts.Type, Source, _tree, file);
        try
        {
            var read = _reader.Read(message.Data);
            if (read == MessageValues.Elsewhere)
                return;
            if (read.Values is null)
                Refuse($"it has {read.Content}");
            else if (IsInTheFrame(read.Frame, message) && IsRotation(read.Values, message))
                Keep(Counts.Stamp(read.Stamp, message.LogTime), read.Values);
        }
        catch (CdrException fault)
        {
            Refuse(fault.Message);
        }
    }

    /// <summary>Takes transforms that never change, which are sent once and on a topic of their own.</summary>
    public void AddStatic(McapMessage message)
    {
        if (message.Channel.Schema?.Name != TFMessage.Type.Name)
            return;
        try
        {
            _tree?.Add(CdrReader.Deserialize<TFMessage>(message.Data));
        }
        catch (CdrException fault)
        {
            Refuse(fault.Message);
        }
    }

    /// <summary>Leaves out what is not in ascending order, when all messages are there, and makes quaternions continuous.</summary>
    /// <inheritdoc cref="SeriesStamps.Settle"/>
    public void Settle(string file)
    {
        var size = Reader.Size;
        if (_stamps.Settle(file) is { } kept)
        {
            var all = CollectionsMarshal.AsSpan(_values);
            for (var k = 0; k < kept.Length; k++)
                all.Slice(kept[k] * size, size).CopyTo(all[(k * size)..]);
            CollectionsMarshal.SetCount(_values, kept.Length * size);
        }

        if (Reader.Rotation.Count > 0)
            RotationSigns.MakeContinuous(CollectionsMarshal.AsSpan(_values), size, Reader.Rotation);
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
            MessageMatch.Next => next,
            MessageMatch.Previous => previous,
            _ => previous < 0 || next < stamps.Length && stamps[next] - moment < moment - stamps[previous] ? next : previous,
        };
        return found >= 0 && found < stamps.Length && Math.Abs(stamps[found] - moment) <= Source.Slop * 1e9 ? found : null;
    }

    /// <summary>The numbers of a message [N].</summary>
    public ReadOnlySpan<float> Values(int number) => CollectionsMarshal.AsSpan(_values).Slice(number * Reader.Size, Reader.Size);

    private void Keep(long stamp, float[] values)
    {
        // parts of a pose that are sent apart for one moment: with the last of them it is whole
        if (_tree is not null && _stamps.Values is [.., var last] && last == stamp)
        {
            _values.RemoveRange(_values.Count - values.Length, values.Length);
        }
        else
        {
            Counts.Messages++;
            _stamps.Add(stamp);
        }

        _values.AddRange(values);
    }

    // an uninitialised pose has a quaternion of zeros
    private bool IsRotation(float[] values, McapMessage message)
    {
        if (Reader.Rotation.Count == 0)
            return true;
        var quaternion = Reader.Rotation.Select(place => (double)values[place]).ToArray();
        var norm = Math.Sqrt(quaternion.Sum(component => component * component));
        if (Math.Abs(norm - 1) <= NormTolerance)
            return true;
        return LeaveOut(_noRotations, FormattableString.Invariant($"has the quaternion {MessageValues.Listed(quaternion)} of norm {norm:0.####}"), message);
    }

    // the same numbers in another frame are another place
    private bool IsInTheFrame(string frame, McapMessage message)
    {
        _frame ??= frame;
        return frame == _frame || LeaveOut(_otherFrames, $"has frame_id '{frame}' where those before have '{_frame}'", message);
    }

    private bool LeaveOut(LeftOutMessages messages, string what, McapMessage message)
    {
        var fault = $"{what} (recorded {RosTime.Text((long)message.LogTime)})";
        messages.Add(fault);
        Refuse($"it {fault}");
        return false;
    }

    private void Refuse(string fault)
    {
        Counts.Messages++;
        Counts.Refuse(fault);
    }
}
