using Robotics.Datasets;
using Robotics.Datasets.Sharding;
using Robotics.Perception.Backbones;
using Robotics.Perception.Features;

namespace Robotics.Cli.Pipeline.Shards;

/// <summary>Extraction of features shared out among processes. All fill one store; joining says that it is complete.</summary>
internal static class FeatureShards
{
    /// <summary>What a plan of this kind calls its work.</summary>
    public const string Work = "features";

    /// <summary>Where the processes meet: beside the store, one folder for every backbone.</summary>
    public static ShardFolder Folder(FeatureSource source) => new($"{source.Store.Directory}-{source.BackboneId}{ShardFolder.Suffix}");

    /// <summary>Embeds the episodes of one shard.</summary>
    /// <param name="dataset">Where the episodes are.</param>
    /// <param name="episodes">All episodes that are shared out.</param>
    /// <param name="backbone">With what.</param>
    /// <param name="storeDirectory">Where to.</param>
    /// <param name="shard">The part of this process.</param>
    /// <param name="command">The command line without its shard.</param>
    /// <param name="context">Where progress is shown.</param>
    /// <param name="summary">What was done; null where the shards were joined already.</param>
    /// <returns>Where the processes meet.</returns>
    public static ShardFolder Run(
        LeRobotDataset dataset, IReadOnlyList<Episode> episodes, BackboneSettings backbone, string storeDirectory, Shard shard, string command,
        StepContext context, out FeatureSummary? summary)
    {
        var source = FeatureSource.Open(dataset, backbone, storeDirectory, context);
        var plan = ShardPlan.Of(Work, dataset, episodes, new Dictionary<string, string> { ["backbone"] = source.BackboneId }, shard.Count, command);
        var folder = Folder(source);
        FeatureSummary? done = null;
        ShardWork.Run(folder, plan, shard, episodes, own => own.All(episode => Files(source, episode).All(File.Exists)), own =>
        {
            FeatureStep.Run(dataset, own, backbone, storeDirectory, context, out done);
            return [.. own.Select(episode => new FinishedEpisode(episode.Index, episode.Length, Outputs(source, episode, folder)))];
        });
        summary = done;
        return folder;
    }

    /// <summary>Checks that the features of every episode of a plan are in the store, and leaves the manifest in place of the shards.</summary>
    /// <exception cref="DataException">Something is missing; says what and what to run.</exception>
    public static void Merge(ShardFolder folder, ShardPlan plan)
    {
        ShardWork.Open(folder, plan);
        ShardManifest.Replace(folder, plan, folder.RequireComplete(plan, Root(folder)));
    }

    private static string Root(ShardFolder folder) => Path.GetDirectoryName(folder.Directory)!;

    private static IReadOnlyList<ShardOutput> Outputs(FeatureSource source, Episode episode, ShardFolder folder) =>
        [.. Files(source, episode).Select(file => ShardOutput.Of(Root(folder), file))];

    private static IEnumerable<string> Files(FeatureSource source, Episode episode) =>
        EpisodeView.Of(source.Dataset, episode).Select(view => source.Store.FileOf(view.Key(source.BackboneId)));
}
