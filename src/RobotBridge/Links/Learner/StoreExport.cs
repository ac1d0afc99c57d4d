using Robotics.Datasets;
using Robotics.Perception.Video;
using Robotics.Policy.Rollout;

namespace Robotics.RobotBridge.Links.Learner;

/// <summary>Writes the complete episodes of a store as a LeRobot dataset, which every training of this program reads.</summary>
public static class StoreExport
{
    private const string RewardFile = "rewards.parquet";

    /// <summary>Writes the dataset; rewards go beside it, one per frame.</summary>
    /// <param name="store">A learner's store; it may be in use.</param>
    /// <param name="directory">The new dataset.</param>
    /// <param name="cancellation">Stops between two frames; the dataset is then not made.</param>
    /// <exception cref="DataException">There is no complete episode, or episodes differ in cameras, sizes or rate.</exception>
    public static ExportSummary Run(string store, string directory, CancellationToken cancellation)
    {
        ArgumentException.ThrowIfNullOrEmpty(directory);
        // the video files of the episodes live until the dataset has joined them
        var staging = Path.GetFullPath(directory) + ".videos.partial";
        if (Directory.Exists(staging))
            Directory.Delete(staging, recursive: true);
        Directory.CreateDirectory(staging);
        try
        {
            return Write(store, directory, staging, cancellation);
        }
        finally
        {
            Directory.Delete(staging, recursive: true);
        }
    }

    private static ExportSummary Write(string store, string directory, string staging, CancellationToken cancellation)
    {
        LeRobotDatasetWriter? writer = null;
        var rewards = new List<float[]>();
        var incomplete = 0;
        try
        {
            DatasetSpec? spec = null;
            foreach (var episode in TransitionStore.Streams(store).SelectMany(TransitionStore.Episodes))
            {
                cancellation.ThrowIfCancellationRequested();
                if (!episode.IsComplete)
                {
                    incomplete++;
                    continue;
                }
                spec ??= Spec(episode);
                writer ??= new LeRobotDatasetWriter(directory, spec, new VideoConcatenator());
                using var frames = new EpisodeFrameWriter(spec, Path.Combine(staging, $"{rewards.Count:D6}"));
                foreach (var transition in episode.Transitions)
                {
                    cancellation.ThrowIfCancellationRequested();
                    frames.Add(transition);
                }
                writer.Add(frames.Complete(episode));
                rewards.Add(frames.Rewards);
            }
            if (writer is null)
                throw new DataException($"{store} holds no complete episode yet ({incomplete} without an end).");
            writer.Complete(cancellationToken: cancellation);
        }
        finally
        {
            writer?.Dispose();
        }
        FrameTable.Of(LeRobotDataset.Open(directory).Episodes, new Dictionary<string, IReadOnlyList<float[]>> { ["reward"] = rewards })
            .Write(Path.Combine(directory, RewardFile));
        return new ExportSummary(rewards.Count, rewards.Sum(episode => episode.Length), incomplete);
    }

    /// <summary>Shapes and rate of the first episode; all others must agree.</summary>
    private static DatasetSpec Spec(StoredEpisode episode)
    {
        var first = episode.Transitions.First();
        var seconds = episode.Transitions.Last() is { End: { } end } ? end.Observation.Timestamp - first.Observation.Timestamp : 0;
        var fps = (int)Math.Round(episode.Payloads.Count / seconds);
        if (!(seconds > 0) || fps is < 1 or > 1000)
            throw new DataException($"Episode {episode.Episode} of {episode.Actor} has {episode.Payloads.Count} frames in {seconds} s, which is no frame rate.");
        return new DatasetSpec(
            fps, episode.Actor, Names("state", first.Observation.State.Length), Names("action", first.Action.Length),
            [.. first.Observation.Images.Select(view => new CameraSpec(view.Key, view.Value.Width, view.Value.Height))],
            new Dictionary<string, (int From, int To)>());
    }

    private static string[] Names(string what, int count) => [.. Enumerable.Range(0, count).Select(i => $"{what}_{i}")];
}

/// <summary>What was exported.</summary>
/// <param name="Episodes">Complete ones, all of them.</param>
/// <param name="Frames">In them.</param>
/// <param name="Incomplete">Episodes whose end is not in the store; they were left out.</param>
public sealed record ExportSummary(int Episodes, int Frames, int Incomplete);
