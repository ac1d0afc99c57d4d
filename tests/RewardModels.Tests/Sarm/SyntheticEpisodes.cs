using Robotics.Datasets;
using Robotics.Perception;
using Robotics.RewardModels.Learning;
using Robotics.RewardModels.Sarm;

namespace Robotics.RewardModels.Tests.Sarm;

/// <summary>
/// Episodes of a task with three stages whose features are noisy nonlinear functions of the true progress and of an
/// episode-wide nuisance; hesitant episodes rest in the middle.
/// </summary>
internal static class SyntheticEpisodes
{
    internal static readonly string[] Stages = ["reach", "carry", "place"];
    internal const int Dimension = 24;
    internal const string Task = "put the cube on the disc";

    internal sealed record Made(SarmEpisode Episode, float[] Truth);

    internal static Made[] Make(int count, ulong seed, int stateDimension = 4) =>
        Enumerable.Range(0, count).Select(i => One(new StepRandom(seed, i), stateDimension)).ToArray();

    internal static Made One(StepRandom random, int stateDimension)
    {
        var length = 40 + random.Next(20);
        var rest = random.Next(2) == 0 ? 0 : 10 + random.Next(10);
        var restAt = 0.2 + 0.6 * random.NextDouble();
        var truth = new List<float>();
        for (var t = 0; t < length; t++)
        {
            var p = t / (float)(length - 1);
            truth.Add(p);
            if (truth.Count > 1 && truth[^2] < restAt && p >= restAt)
                truth.AddRange(Enumerable.Repeat(p, rest));
        }
        var stages = new[] { 0f, 0.3f, 0.7f, 1.01f };
        var annotations = Enumerable.Range(0, 3)
            .Select(k => new StageAnnotation(Stages[k], truth.FindIndex(p => p >= stages[k]), k == 2 ? truth.Count : truth.FindIndex(p => p >= stages[k + 1]))).ToArray();
        return new Made(new SarmEpisode(Render([.. truth], random, stateDimension), annotations), [.. truth]);
    }

    internal static ProgressInput Render(float[] truth, StepRandom random, int stateDimension)
    {
        string[] cameras = ["front", "wrist"];
        var values = new Half[truth.Length * cameras.Length * Dimension];
        var states = new float[truth.Length, stateDimension];
        var nuisance = 0.3 * random.NextGaussian();
        for (var t = 0; t < truth.Length; t++)
        {
            for (var i = 0; i < cameras.Length * Dimension; i++)
                values[t * cameras.Length * Dimension + i] = (Half)(Math.Sin((1 + i % 7) * truth[t] + i) + 0.2 * nuisance * Math.Cos(i) + 0.05 * random.NextGaussian());
            for (var i = 0; i < stateDimension; i++)
                states[t, i] = (float)(10 * Math.Cos((i + 1) * truth[t]) + 0.1 * random.NextGaussian());
        }
        var times = truth.Select((_, t) => t / 10f).ToArray();
        return new ProgressInput(new FeatureSequence("synthetic", cameras, times, values, Dimension), states, Task);
    }

    internal static SarmSettings Small => new()
    {
        ObservationSteps = 4,
        FrameGap = 3,
        MaxRewindSteps = 2,
        ModelWidth = 32,
        Heads = 2,
        TextDimension = 32,
        Steps = 200,
        WarmupSteps = 10,
        BatchSize = 16,
        LearningRate = 3e-3,
        FeatureNoise = 0.1,
    };
}
