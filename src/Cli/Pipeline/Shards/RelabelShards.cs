using System.Globalization;
using Robotics.Datasets;
using Robotics.Datasets.Sharding;
using Robotics.Policy.Imitation;
using Robotics.RewardModels;

namespace Robotics.Cli.Pipeline.Shards;

/// <summary>Relabelling shared out among processes: each estimates the progress of its episodes, joining makes the tables of all.</summary>
internal static class RelabelShards
{
    /// <summary>What a plan of this kind calls its work.</summary>
    public const string Work = "relabel";

    private const string ModelPath = "reward_model_path";
    private const string ModelId = "reward_model_id";

    /// <summary>Where the processes meet: beside the table of labels.</summary>
    public static ShardFolder Folder(string outputDirectory) =>
        new(Path.Combine(outputDirectory, Path.GetFileNameWithoutExtension(RelabelStep.FileName) + ShardFolder.Suffix));

    /// <summary>The plan of these episodes.</summary>
    public static ShardPlan Plan(
        FeatureSource features, IReadOnlyList<Episode> episodes, IProgressModel model, string modelPath, RelabelSettings settings, int shards, string command) =>
        ShardPlan.Of(Work, features.Dataset, episodes, new Dictionary<string, string>
        {
            [ModelPath] = modelPath,
            [ModelId] = model.Id,
            ["backbone"] = features.BackboneId,
            ["chunk_size"] = $"{settings.ChunkSize}",
            ["kappa"] = $"{settings.Kappa:R}",
            ["epsilon"] = $"{settings.Epsilon:R}",
            ["gamma"] = $"{settings.Gamma:R}",
        }, shards, command);

    /// <summary>Estimates the progress of one shard's episodes; those of an earlier attempt are kept where model and input are the same.</summary>
    /// <param name="folder">Where the processes meet.</param>
    /// <param name="plan">What they share out.</param>
    /// <param name="shard">The part of this process.</param>
    /// <param name="episodes">All episodes of the plan.</param>
    /// <param name="model">Estimates the progress.</param>
    /// <param name="featuresOf">Makes sure that the features of some episodes are in the store.</param>
    /// <param name="context">Where progress is shown.</param>
    /// <returns>False where the shards were joined already.</returns>
    public static bool Run(
        ShardFolder folder, ShardPlan plan, Shard shard, IReadOnlyList<Episode> episodes, IProgressModel model,
        Func<IReadOnlyList<Episode>, FeatureSource> featuresOf, StepContext context) =>
        ShardWork.Run(folder, plan, shard, episodes, own => Estimate(folder, featuresOf(own), own, model, context));

    /// <summary>Writes the tables of all episodes and leaves the manifest in place of the shards.</summary>
    /// <returns>What the weights look like.</returns>
    /// <exception cref="DataException">Something is missing or damaged; says what and what to run.</exception>
    public static RewardAlignedWeights Merge(ShardFolder folder, ShardPlan plan)
    {
        var (_, episodes) = ShardWork.Open(folder, plan);
        var marks = folder.RequireComplete(plan, folder.Directory);
        var tables = new RewardLabelTables(plan.Settings[ModelPath], plan.Settings[ModelId], Settings(plan));
        var weights = tables.Write(Path.GetDirectoryName(folder.Directory)!, episodes, episode => File(folder, episode, plan));
        ShardManifest.Replace(folder, plan, marks);
        return weights;
    }

    private static List<FinishedEpisode> Estimate(
        ShardFolder folder, FeatureSource features, IReadOnlyList<Episode> episodes, IProgressModel model, StepContext context)
    {
        var finished = new List<FinishedEpisode>(episodes.Count);
        using var progress = context.Terminal.Progress("Relabel", episodes.Sum(e => (double)e.Length));
        var frames = 0;
        foreach (var (episode, rows) in episodes.Zip(features.Dataset.ReadFrames(episodes)))
        {
            var file = new EpisodeProgressFile(folder.EpisodesDirectory, episode, model.Id);
            var input = features.Fingerprint(episode, rows);
            if (!file.IsOf(input)) file.Write(model.Estimate(features.Input(episode, rows), context.Cancellation), input);
            finished.Add(new FinishedEpisode(episode.Index, episode.Length, [ShardOutput.Of(folder.Directory, file.Path)]));
            progress.Report(frames += episode.Length, $"episode {episode.Index}");
            context.Cancellation.ThrowIfCancellationRequested();
        }
        return finished;
    }

    private static EpisodeProgressFile File(ShardFolder folder, Episode episode, ShardPlan plan) =>
        new(folder.EpisodesDirectory, episode, plan.Settings[ModelId]);

    private static RelabelSettings Settings(ShardPlan plan) => new()
    {
        ChunkSize = int.Parse(plan.Settings["chunk_size"], CultureInfo.InvariantCulture),
        Kappa = double.Parse(plan.Settings["kappa"], CultureInfo.InvariantCulture),
        Epsilon = double.Parse(plan.Settings["epsilon"], CultureInfo.InvariantCulture),
        Gamma = double.Parse(plan.Settings["gamma"], CultureInfo.InvariantCulture),
    };
}
