using Robotics.Datasets;
using Robotics.Datasets.Mcap;
using RosString = Robotics.RobotBridge.Ros2.Messages.StdMsgs.String;

namespace Robotics.RobotBridge.Recordings;

/// <summary>The first pass over a recording: all stamps, the numbers of state and action, and stages, no pixels.</summary>
internal sealed class BagScan
{
    private const int MostDefects = 100;

    // beside /tf is /tf_static
    private const string StaticSuffix = "_static";

    private readonly RecordedBag _bag;
    private readonly List<Defect> _defects = [];
    private readonly ILookup<string, Action<string, McapMessage>> _takers;

    public BagScan(RecordedBag bag, BagImportSettings settings)
    {
        _bag = bag;
        _defects.AddRange(bag.Missing.Select(file => new Defect(bag.Place, $"metadata.yaml lists {file}, which is not there; its time is a gap.", "Copy it from its source.")));
        Cameras = [.. settings.Cameras.Select(camera => new CameraSeries(camera, settings.Stamps))];
        State = [.. settings.State.Select(source => new VectorSeries(source, source.Match ?? MessageMatch.Nearest, settings.Stamps))];
        Action = [.. settings.Action.Select(source => new VectorSeries(source, source.Match ?? MessageMatch.Next, settings.Stamps))];
        Stages = new StageSeries(settings.Stages, settings.Stamps);
        _takers = Cameras.Select(series => (series.Source.Topic, Take: (Action<string, McapMessage>)((file, message) => Take(file, message, series)))).Concat(
            State.Concat(Action).Select(series => (series.Source.Topic, Take: (Action<string, McapMessage>)((file, message) => Take(file, message, series)))))
            .Concat(State.Concat(Action).Where(series => series.Source.Frames.Count > 0)
                .Select(series => (Topic: series.Source.Topic + StaticSuffix, Take: (Action<string, McapMessage>)((_, message) => series.AddStatic(message)))))
            .Append((Topic: settings.Stages, Take: (Action<string, McapMessage>)Take))
            .ToLookup(taker => taker.Topic, taker => taker.Take);
    }

    public IReadOnlyList<CameraSeries> Cameras { get; }

    public IReadOnlyList<VectorSeries> State { get; }

    public IReadOnlyList<VectorSeries> Action { get; }

    /// <summary>What the state's numbers are; known after <see cref="Read"/>.</summary>
    public VectorLayout StateLayout { get; private set; } = new([], []);

    /// <summary>What the action's numbers are; known after <see cref="Read"/>.</summary>
    public VectorLayout ActionLayout { get; private set; } = new([], []);

    public StageSeries Stages { get; }

    /// <summary>What is wrong with the files; they were read as far as they go.</summary>
    public IReadOnlyList<Defect> Defects => _defects;

    /// <summary>Reads the recording.</summary>
    /// <exception cref="DataException">A topic is missing, carries another type, or never has what is wanted of it.</exception>
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
            Require(camera.Counts, () => "an image that can be used", "Map a topic of whole colour or grey images; depth has to be made one of 8 bits (mono8, rgb8) before it is recorded.");
            camera.Settle(_bag.Place);
        }

        foreach (var series in State.Concat(Action))
        {
            Require(series.Counts, () => series.Reader.Wanted, "Correct the topic, or what is taken of it, in the configuration.");
            series.Settle(_bag.Place);
        }

        StateLayout = VectorLayout.Of("state", State, _bag.Place);
        ActionLayout = VectorLayout.Of("action", Action, _bag.Place);
    }

    private static void Take(string file, McapMessage message, CameraSeries camera)
    {
        RequireType(file, message, camera.Counts, CameraSource.Types, "A camera");
        camera.Add(message);
    }

    private static void Take(string file, McapMessage message, VectorSeries series)
    {
        RequireType(file, message, series.Counts, VectorReader.Types, "A state or action");
        series.Add(file, message);
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
            throw new DataException(new Defect(file, $"topic {channel.Topic} carries {type}.", $"{what} comes from {(types.Count > 1 ? $"{string.Join(", ", types.SkipLast(1))} or " : "")}{types[^1]}: map another topic."));
        if (counts.Type.Length > 0)
            throw new DataException(new Defect(file, $"topic {channel.Topic} carries {counts.Type} and {type}.", "Map a topic of one type."));
        counts.Type = type;
    }

    private void Require(SeriesCounts counts, Func<string> wanted, string remedy)
    {
        if (counts.Usable > 0)
            return;
        var damage = _defects.Count > 0 ? $" {_defects[0].File} is damaged: {_defects[0].Problem}" : "";
        throw new DataException(counts.Messages == 0
            ? new Defect(_bag.Place, $"there is no message on {counts.Topic}.{damage}", $"Map one of its topics: {Topics()}.")
            : new Defect(_bag.Place, $"none of the {counts.Messages} messages on {counts.Topic} has {wanted()}; of the first: {counts.FirstFault}.{damage}", remedy));
    }

    private string Topics() =>
        _bag.Topics() is { Count: > 0 } topics ? string.Join(", ", topics.Select(topic => $"{topic.Topic} ({topic.Type}{(topic.Messages is { } count ? $", {count}" : "")})")) : "it has none";

    private void Report(Defect defect)
    {
        if (_defects.Count < MostDefects)
            _defects.Add(defect);
    }
}
