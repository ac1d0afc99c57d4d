using Robotics.Cli.Configuration;
using Robotics.Cli.Pipeline;
using Robotics.Datasets;
using Robotics.Perception;
using Robotics.Perception.Backbones;
using Robotics.Perception.Features;
using Robotics.Perception.Tests.Support;
using Robotics.Perception.Video;
using Robotics.RewardModels;
using Robotics.RewardModels.Sarm;

namespace Robotics.Cli.Tests.Shards;

/// <summary>All that features and relabelling need, in a folder of its own: a generated dataset, a tiny backbone, an untrained reward model.</summary>
internal sealed class SmallWorld : IDisposable
{
    private const int Fps = 10;
    private const int States = 3;
    private static readonly string[] Cameras = ["front", "wrist"];
    private readonly TemporaryFolder _folder = new();

    /// <summary>What the reward model calls its stages.</summary>
    public static IReadOnlyList<string> Stages { get; } = ["reach", "grasp"];

    /// <param name="lengths">Frames of every episode.</param>
    /// <param name="inputSize">Width of the backbone's input: a larger one is slower.</param>
    public SmallWorld(IReadOnlyList<int> lengths, int inputSize = 32)
    {
        Backbone = new BackboneSettings { Model = TinyNetwork.Write(this["tiny.onnx"]), InputSize = inputSize };
        Record(lengths);
        WriteModel(seed: 1);
    }

    public string this[string name] => _folder[name];

    public string Dataset => this["dataset"];

    public string Model => this["model"];

    public string BackboneFile => Path.Combine(Model, "backbone.yaml");

    public BackboneSettings Backbone { get; }

    public LeRobotDataset Open() => LeRobotDataset.Open(Dataset);

    /// <summary>Another seed is another model in the same place.</summary>
    public void WriteModel(ulong seed)
    {
        using var encoder = Encoder();
        var settings = new SarmSettings { ModelWidth = 16, Heads = 2, TextDimension = 16, Steps = 1, ObservationSteps = 2, MaxRewindSteps = 1, WarmupSteps = 1 };
        const int length = 12;
        var features = new FeatureSequence(encoder.Id, Cameras, new float[length], new Half[length * Cameras.Length * encoder.Dimension], encoder.Dimension);
        var episode = new SarmEpisode(new ProgressInput(features, new float[length, States], "pick"), [new(Stages[0], 0, 6), new(Stages[1], 6, length)]);
        using var trainer = new SarmTrainer(settings, [episode], Stages, seed);
        new RewardModelFolder(Model).Write(trainer, settings, Backbone);
    }

    public OnnxBackbone Encoder() => new(Backbone, new InstalledBackbones(_folder.Path));

    /// <summary>Where the store would keep the features of some episodes.</summary>
    public IReadOnlyList<string> FeatureFiles(IEnumerable<int> episodes)
    {
        using var encoder = Encoder();
        var (dataset, store) = (Open(), new FeatureStore(DatasetCache.Features(Dataset, null)));
        return [.. episodes.SelectMany(e => EpisodeView.Of(dataset, dataset.Episodes[e])).Select(view => store.FileOf(view.Key(encoder.Id)))];
    }

    public void Dispose() => _folder.Dispose();

    private void Record(IReadOnlyList<int> lengths)
    {
        var spec = new DatasetSpec(Fps, "arm", ["x", "y", "z"], ["dx"], [.. Cameras.Select(name => new CameraSpec(name, 128, 128))], new Dictionary<string, (int, int)>());
        using var writer = new LeRobotDatasetWriter(Dataset, spec, new VideoConcatenator());
        for (var e = 0; e < lengths.Count; e++) writer.Add(Episode(e, lengths[e]));
        writer.Complete();
    }

    private EpisodeRecording Episode(int episode, int length)
    {
        var (states, pixels) = (new float[length, States], new ImageStatistics());
        for (var t = 0; t < length; t++)
            for (var d = 0; d < States; d++)
                states[t, d] = MathF.Sin(episode + 0.1f * t + d);
        pixels.Add(new RgbImage(1, 1, [10, 20, 30]));
        return new EpisodeRecording(
            "pick", [.. Enumerable.Range(0, length).Select(t => (float)t / Fps)], states, new float[length, 1],
            Cameras.Select((camera, c) => (camera, Clip: SyntheticClip.Write(this[$"{episode}-{c}.mp4"], 97 * episode + 31 * c, length))).ToDictionary(view => view.camera, view => view.Clip),
            [], new Dictionary<string, string>(), Cameras.ToDictionary(camera => camera, _ => pixels));
    }
}
