using Robotics.Datasets;
using Robotics.Perception;
using Robotics.RewardModels;
using Robotics.RewardModels.Sarm;

namespace Robotics.RobotBridge.Tests.Node;

/// <summary>A short episode of two cameras and two joints, and a SARM that has seen a little of it.</summary>
internal sealed class RecordedEpisode
{
    public const int Frames = 30;
    public const string Task = "put the cube away";

    public static readonly string[] Cameras = ["front", "wrist"];
    public static readonly string[] Stages = ["reach", "carry"];

    private readonly Random _random = new(7);

    public RecordedEpisode()
    {
        Images = [.. Enumerable.Range(0, Frames).Select(frame => Cameras.Select(_ => Image(frame)).ToArray())];
        States = new float[Frames, 2];
        for (var frame = 0; frame < Frames; frame++)
            (States[frame, 0], States[frame, 1]) = (frame * 0.1f, _random.NextSingle());
        using var backbone = new MeanColour();
        var features = new Half[Frames * Cameras.Length * backbone.Dimension];
        for (var frame = 0; frame < Frames; frame++)
            backbone.Embed(Images[frame], features.AsSpan(frame * Cameras.Length * backbone.Dimension));
        var times = Enumerable.Range(0, Frames).Select(frame => frame / 10f).ToArray();
        Input = new ProgressInput(new FeatureSequence(backbone.Id, Cameras, times, features, backbone.Dimension), States, Task);
    }

    public RgbImage[][] Images { get; }

    public float[,] States { get; }

    public ProgressInput Input { get; }

    public SarmModel Train()
    {
        var settings = new SarmSettings
        {
            Cameras = Cameras,
            ObservationSteps = 4,
            FrameGap = 2,
            MaxRewindSteps = 2,
            TextDimension = 16,
            ModelWidth = 32,
            Heads = 2,
            Steps = 20,
            BatchSize = 8,
            WarmupSteps = 2,
        };
        SarmEpisode episode = new(Input, [new StageAnnotation(Stages[0], 0, 15), new StageAnnotation(Stages[1], 15, Frames)]);
        using var trainer = new SarmTrainer(settings, [episode, episode], Stages, seed: 3);
        while (trainer.Step < trainer.TotalSteps)
            trainer.Advance();
        using var checkpoint = trainer.Checkpoint();
        return new SarmModel(checkpoint, settings);
    }

    private RgbImage Image(int frame)
    {
        var pixels = new byte[16 * 12 * 3];
        for (var i = 0; i < pixels.Length; i++)
            pixels[i] = (byte)Math.Min(255, frame * 6 + _random.Next(60));
        return new RgbImage(16, 12, pixels);
    }
}
