using System.Diagnostics;
using Robotics.Datasets;
using Robotics.Datasets.Sharding;

namespace Robotics.Cli.Pipeline.Shards;

/// <summary>One process's part of a plan, from joining the plan to the mark that it is done.</summary>
internal static class ShardWork
{
    /// <summary>Does a shard's episodes unless the whole plan was joined already and its result is still there.</summary>
    /// <param name="folder">Where the processes meet.</param>
    /// <param name="plan">What they share out.</param>
    /// <param name="shard">The part of this process.</param>
    /// <param name="episodes">All episodes of the plan.</param>
    /// <param name="isThere">Whether what a merge left of some episodes is still there.</param>
    /// <param name="work">Does some episodes and says which files hold the results; what an earlier attempt did is kept.</param>
    /// <returns>False where there was nothing to do.</returns>
    public static bool Run(
        ShardFolder folder, ShardPlan plan, Shard shard, IReadOnlyList<Episode> episodes,
        Predicate<IReadOnlyList<Episode>> isThere, Func<IReadOnlyList<Episode>, IReadOnlyList<FinishedEpisode>> work)
    {
        var indices = plan.EpisodesOf(shard).Select(episode => episode.Index).ToHashSet();
        IReadOnlyList<Episode> own = [.. episodes.Where(episode => indices.Contains(episode.Index))];
        if (!folder.HasPlan && ShardManifest.MergedPlan(folder)?.Id == plan.Id && isThere(own)) return false;
        var start = Stopwatch.GetTimestamp();
        folder.Join(plan);
        var finished = work(own);
        folder.MarkDone(new ShardMark(plan.Id, shard, finished, Stopwatch.GetElapsedTime(start).TotalSeconds, Environment.MachineName));
        return true;
    }

    /// <summary>Opens the dataset of a plan, as it was when the plan was made.</summary>
    /// <exception cref="DataException">It has changed since.</exception>
    public static (LeRobotDataset Dataset, IReadOnlyList<Episode> Episodes) Open(ShardFolder folder, ShardPlan plan)
    {
        var dataset = LeRobotDataset.Open(plan.DatasetDirectory);
        var planned = plan.Episodes.Select(episode => episode.Index).ToHashSet();
        IReadOnlyList<Episode> episodes = [.. dataset.Episodes.Where(episode => planned.Contains(episode.Index))];
        return DatasetFingerprint.Of(dataset, episodes) == plan.Dataset ? (dataset, episodes) : throw new DataException(new Defect(
            folder.Directory, $"the dataset {dataset.Directory} has changed since its shards were begun.",
            "Restore it and merge again, or remove the folder and run the shards anew."));
    }
}
