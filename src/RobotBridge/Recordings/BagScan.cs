using Robotics.Datasets;
using Robotics.Datasets.Mcap;
using Robotics.RobotBridge.Ros2.Messages.SensorMsgs;
using RosString = Robotics.RobotBridge.Ros2.Messages.StdMsgs.String;

namespace Robotics.RobotBridge.Recordings;

/// <summary>The first pass over a recording: all stamps, joint numbers and stages, no pixels.</summary>
internal sealed class BagScan
{
    private const int MostDefects = 100;

    private readonly RecordedBag _bag;
    private readonly List<Defect> _defects = [];
    private readonly ILookup<string, Action<string, McapMessage>> _takers;

    public BagScan(RecordedBag bag, BagImportSettings settings)
    {
        _bag = bag;
        _defects.AddRange(bag.Missing.Select(file => new Defect(bag.Place, $"metadata.yaml lists {file}, which is not there; its time is a gap.", "Copy it from its source.")));
        Cameras = [.. settings.Cameras.Select(camera => new CameraSeries(camera, settings.Stamps))];
        State = [.. settings.State.Select(source => new JointSeries(source, source.Match ?? JointMatch.Nearest, settings.Stamps))];
        Action = [.. settings.Action.Select(source => new JointSeries(source, source.Match ?? JointMatch.Next, settings.Stamps))];
        Stages = new StageSeries(settings.Stages, settings.Stamps);
        _takers = Cameras.Select(series => (series.Source.Topic, Take: (Action<string, McapMessage>)((file, message) => Take(file, message, series)))).Concat(
            State.Concat(Action).Select(series => (series.Source.Topic, Take: (Action<string, McapMessage>)((file, message) => Take(file, message, series)))))
            .Append((Topic: settings.Stages, Take: (Action<string, McapMessage>)Take))
            .ToLookup(taker => taker.Topic, taker => taker.Take);
    }

    public IReadOnlyList<CameraSeries> Cameras { get; }

    public IReadOnlyList<JointSeries> State { get; }

    public IReadOnlyList<JointSeries> Action { get; }

    public StageSeries Stages { get; }

    /// <summary>What is wrong with the files; they were read as far as they go.</summary>
    public IReadOnlyList<Defect> Defects => _defects;

    /// <summary>Reads the recording.</summary>
    /// <exception cref="DataException">A topic is missing, carries another type, or never has all of the joints.</exception>
    public void Read(CancellationToken cancellation)
    {
        foreach (var (file, message) in _bag.Messages(_takers.Select(topic => topic.Key).ToHashSet(), Report))
        {
            cancellation.ThrowIfCancellationRequested();
            foreach (var take in _takers[message.Channel.Topic])
                take(file, message);
        }

        foreach (var camera in Cameras)
        {
            Require(camera.Counts, "a whole image");
            camera.Settle(_bag.Place);
        }

        foreach (var series in State.Concat(Action))
        {
            Require(series.Counts, $"finite {series.Source.Field.ToString().ToLowerInvariant()} of all of {string.Join(", ", series.Source.Joints)}");
            series.Settle(_bag.Place);
        }
    }

    private static void Take(string file, McapMessage message, CameraSeries camera)
    {
        RequireType(file, message, camera.Counts, [CompressedImage.Type.Name, Image.Type.Name], "A camera");
        camera.Add(message);
    }

    private static void Take(string file, McapMessage message, JointSeries series)
    {
        RequireType(file, message, series.Counts, JointValues.Types, "A state or action");
        series.Add(message);
    }

    private void Take(string file, McapMessage message)
    {
        RequireType(file, message, Stages.Counts, [RosString.Type.Name], "The annotated stage");
        Stages.Add(message);
    }

    private static void RequireType(string file, McapMessage message, SeriesCounts counts, IReadOnlyList<string> types, string what)
    {
        var channel = message.Channel;
        var type = channel.Schema?.Name ?? "no type";
        if (channel.MessageEncoding != "cdr")
            throw new DataException(new Defect(file, $"topic {channel.Topic} is encoded as '{channel.MessageEncoding}'.", "Only ROS 2 recordings (cdr) can be imported."));
        if (type == counts.Type)
            return;
        if (!types.Contains(type))
            throw new DataException(new Defect(file, $"topic {channel.Topic} carries {type}.", $"{what} comes from {string.Join(" or ", types)}: map another topic."));
        if (counts.Type.Length > 0)
            throw new DataException(new Defect(file, $"topic {channel.Topic} carries {counts.Type} and {type}.", "Map a topic of one type."));
        counts.Type = type;
    }

    private void Require(SeriesCounts counts, string what)
    {
        if (counts.Usable > 0)
            return;
        var damage = _defects.Count > 0 ? $" {_defects[0].File} is damaged: {_defects[0].Problem}" : "";
        throw new DataException(counts.Messages == 0
            ? new Defect(_bag.Place, $"there is no message on {counts.Topic}.{damage}", $"Map one of its topics: {Topics()}.")
            : new Defect(_bag.Place, $"none of the {counts.Messages} messages on {counts.Topic} has {what}; of the first: {counts.FirstFault}.{damage}", "Correct the topic, its joints or its field in the configuration."));
    }

    private string Topics() =>
        _bag.Topics() is { Count: > 0 } topics ? string.Join(", ", topics.Select(topic => $"{topic.Topic} ({topic.Type}{(topic.Messages is { } count ? $", {count}" : "")})")) : "it has none";

    private void Report(Defect defect)
    {
        if (_defects.Count < MostDefects)
            _defects.Add(defect);
    }
}
