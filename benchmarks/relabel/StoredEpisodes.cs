using Robotics.Perception;
using Robotics.Perception.Features;
using Robotics.RewardModels;
using Robotics.RewardModels.Learning;

namespace Robotics.Benchmarks.Relabel;

/// <summary>Episodes of random features in a real feature store.</summary>
internal sealed class StoredEpisodes(FeatureStore store, int frames)
{
    internal const string BackboneId = "random";
    internal static readonly string[] Cameras = ["front", "side", "wrist"];

    private readonly float[] _times = Enumerable.Range(0, frames).Select(t => t / 10f).ToArray();

    internal static StoredEpisodes Write(string folder, int episodes, int frames, int dimension)
    {
        var store = new FeatureStore(Path.Combine(folder, "features"));
        var values = new Half[frames * dimension];
        for (var e = 0; e < episodes; e++)
            foreach (var camera in Cameras)
            {
                var random = new StepRandom((ulong)e);
                for (var i = 0; i < values.Length; i++)
                    values[i] = (Half)random.NextGaussian();
                using var file = store.Create(Key(e, camera, frames), dimension);
                file.Append(values);
                file.Complete();
            }
        return new StoredEpisodes(store, frames);
    }

    internal ProgressInput Read(int episode)
    {
        FeatureSequence features = store.Read(Cameras.Select(c => (c, Key(episode, c, frames))).ToArray(), _times);
        return new ProgressInput(features, new float[frames, 14], "pick up the cube and place it on the goal");
    }

    private static FeatureKey Key(int episode, string camera, int frames) => new($"{camera}-{episode}", 0, frames, 10, BackboneId);
}
