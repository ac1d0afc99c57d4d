using Robotics.Datasets;
using Robotics.Policy.Imitation;
using Robotics.Policy.Tests.Rollout;
using Robotics.RewardModels.Learning;

namespace Robotics.Policy.Tests.Imitation;

/// <summary>Demonstrations of the dot world, recorded in memory and written to a file of training images.</summary>
internal static class DotDemonstrations
{
    public static readonly PolicySettings Settings = new()
    {
        Cameras = ["top"],
        ImageSize = DotWorld.Size,
        ChunkSize = 4,
        ExecuteSteps = 2,
        DeltaActions = [0, 1],
        ViewFeatures = 64,
        HiddenSize = 64,
        Steps = 600,
        BatchSize = 32,
        LearningRate = 3e-3,
        WarmupSteps = 20,
        ShiftPixels = 0,
        ColourJitter = 0.05,
    };

    /// <summary>Records episodes; a bad one walks away from the dot.</summary>
    public static Demonstrations Record(string folder, int good, int bad = 0)
    {
        var images = new List<RgbImage>();
        var episodes = new List<PolicyEpisode>();
        using var world = new DotWorld();
        for (var i = 0; i < good + bad; i++)
            episodes.Add(RecordOne(world, (ulong)(1000 + i), i < good ? 1 : -1, images));
        var path = Path.Combine(folder, $"dots-{good}-{bad}.images");
        TrainingImages.Write(path, DotWorld.Size, images);
        return new Demonstrations(episodes, new Dictionary<string, TrainingImages> { ["top"] = TrainingImages.Open(path) }, 0.1);
    }

    private static PolicyEpisode RecordOne(DotWorld world, ulong seed, int direction, List<RgbImage> images)
    {
        List<float[]> states = [], actions = [];
        var first = images.Count;
        var observation = world.Reset(seed);
        for (var step = 0; step < 12; step++)
        {
            var state = observation.State;
            float[] action = [Move(world.Dot[0] - state[0], direction), Move(world.Dot[1] - state[1], direction)];
            images.Add(observation.Images["top"]);
            states.Add(state);
            actions.Add(action);
            var result = world.Step(action);
            observation = result.Observation;
            if (result.Terminated || result.Truncated)
                break;
        }

        return new PolicyEpisode(first, Table(states), Table(actions)) { Successful = direction > 0 };
    }

    private static float Move(float distance, int direction) => direction * Math.Clamp(distance, -0.1f, 0.1f);

    private static float[,] Table(List<float[]> rows)
    {
        var table = new float[rows.Count, rows[0].Length];
        for (var i = 0; i < rows.Count; i++)
        {
            for (var j = 0; j < rows[i].Length; j++)
                table[i, j] = rows[i][j];
        }

        return table;
    }
}
