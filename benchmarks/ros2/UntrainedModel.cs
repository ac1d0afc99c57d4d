using Robotics.Datasets;
using Robotics.Perception;
using Robotics.Perception.Backbones;
using Robotics.RewardModels;
using Robotics.RewardModels.Sarm;

namespace Robotics.Benchmarks.Ros2;

/// <summary>The default backbone, and a SARM as it is before training: as fast as a trained one.</summary>
internal sealed class UntrainedModel : IDisposable
{
    internal const string Task = "put the cube away";
    internal static readonly string[] Cameras = ["front", "side", "wrist"];
    private const string Default = "mobilenetv2-openimages";
    private const int Frames = 100;

    internal UntrainedModel()
    {
        var data = Environment.GetEnvironmentVariable("ROBOTICS_TEST_DATA") ?? Path.Combine("..", "shared", "data");
        var file = Path.Combine(data, "backbone", Default + ".onnx");
        Backbone = new OnnxBackbone(new BackboneSettings { Model = File.Exists(file) ? file : Default }, new InstalledBackbones(Path.Combine("models", "backbones")));
        var random = new Random(1);
        var features = new Half[Frames * Cameras.Length * Backbone.Dimension];
        for (var i = 0; i < features.Length; i++)
            features[i] = (Half)random.NextSingle();
        float[] times = [.. Enumerable.Range(0, Frames).Select(frame => frame / (float)CameraProcess.Rate)];
        var sequence = new FeatureSequence(Backbone.Id, Cameras, times, features, Backbone.Dimension);
        var episode = new SarmEpisode(new ProgressInput(sequence, new float[Frames, CameraProcess.Joints.Length], Task), [new StageAnnotation("reach", 0, Frames / 2), new StageAnnotation("carry", Frames / 2, Frames)]);
        var settings = new SarmSettings { Cameras = Cameras };
        using var trainer = new SarmTrainer(settings, [episode], ["reach", "carry"], seed: 1);
        using var checkpoint = trainer.Checkpoint();
        Model = new SarmModel(checkpoint, settings);
    }

    internal OnnxBackbone Backbone { get; }

    internal SarmModel Model { get; }

    public void Dispose()
    {
        Model.Dispose();
        Backbone.Dispose();
    }
}
