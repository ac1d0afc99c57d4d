using Robotics.Datasets;

namespace Robotics.Policy.Imitation;

/// <summary>The demonstrations that policies are trained on; trainings that run side by side share one object.</summary>
/// <param name="Episodes">Numbers of each demonstration.</param>
/// <param name="Images">The frames of all demonstrations, per camera.</param>
/// <param name="ControlPeriod">Seconds between two actions.</param>
public sealed record Demonstrations(
    IReadOnlyList<PolicyEpisode> Episodes,
    IReadOnlyDictionary<string, TrainingImages> Images,
    double ControlPeriod) : IDisposable
{
    /// <summary>Reads the numbers and decodes the images of the cameras that the settings name, or finds them decoded.</summary>
    /// <param name="dataset">Where from.</param>
    /// <param name="episodes">Which; <see cref="SuccessLabel"/> says which of them failed.</param>
    /// <param name="settings">Cameras and image size.</param>
    /// <param name="cacheFolder">Where decoded images are kept; any number of datasets and trainings share it.</param>
    /// <param name="progress">Told how far the decoding is, from 0 to 1.</param>
    /// <param name="cancellation">Stops between two frames.</param>
    /// <exception cref="DataException">An episode cannot be used; names file, episode and frame.</exception>
    public static Demonstrations Load(
        LeRobotDataset dataset,
        IReadOnlyList<Episode> episodes,
        PolicySettings settings,
        string cacheFolder,
        IProgress<double>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentNullException.ThrowIfNull(episodes);
        ArgumentNullException.ThrowIfNull(settings);
        var numbers = ReadNumbers(dataset, episodes, cancellation);
        var cache = new TrainingImageCache(cacheFolder);
        var images = new Dictionary<string, TrainingImages>();
        try
        {
            foreach (var camera in settings.Cameras)
            {
                double done = images.Count;
                var share = new Share(progress, fraction => (done + fraction) / settings.Cameras.Count, episodes.Count);
                images.Add(camera, cache.Open(episodes, camera, dataset.Info.Fps, settings.ImageSize, share, cancellation));
            }
        }
        catch
        {
            foreach (var opened in images.Values)
                opened.Dispose();
            throw;
        }

        return new Demonstrations(numbers, images, 1.0 / dataset.Info.Fps);
    }

    /// <summary>The same demonstrations with a weight per frame; the images stay shared and belong to the original.</summary>
    /// <param name="weights">Of the same episodes in the same order.</param>
    /// <exception cref="ArgumentException">The weights are of other episodes.</exception>
    public Demonstrations With(RewardAlignedWeights weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        if (weights.Episodes != Episodes.Count)
            throw new ArgumentException($"There are weights of {weights.Episodes} episodes for {Episodes.Count} demonstrations.", nameof(weights));
        return this with { Episodes = [.. Episodes.Select((episode, i) => episode with { Weights = weights[i] })] };
    }

    /// <summary>Unmaps the images.</summary>
    public void Dispose()
    {
        foreach (var images in Images.Values)
            images.Dispose();
    }

    private static List<PolicyEpisode> ReadNumbers(LeRobotDataset dataset, IReadOnlyList<Episode> episodes, CancellationToken cancellation)
    {
        var numbers = new List<PolicyEpisode>(episodes.Count);
        var first = 0;
        foreach (var episode in episodes)
        {
            cancellation.ThrowIfCancellationRequested();
            var frames = dataset.ReadFrames(episode);
            if (frames.Actions.GetLength(1) == 0)
                throw new DataException($"{dataset.Directory}: episode {episode.Index} has no actions, so no policy can be learnt from it. Use a dataset with an action column.");
            numbers.Add(new PolicyEpisode(first, frames.States, frames.Actions) { Successful = episode.Succeeded() });
            first = checked(first + frames.Length);
        }

        return numbers;
    }

    /// <summary>Episodes done, as a fraction of everything.</summary>
    private sealed class Share(IProgress<double>? progress, Func<double, double> whole, int episodes) : IProgress<int>
    {
        public void Report(int value) => progress?.Report(whole((double)value / episodes));
    }
}
