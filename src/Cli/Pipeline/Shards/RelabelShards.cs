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
        new(Path.Combine(outputDirectory, Path.GetFileNameWithoutExtension(RewardLabelsFile.FileName) + ShardFolder.Suffix));

    /// <summary>The plan of these episodes.</summary>
    public static ShardPlan Plan(
        FeatureSource features, IReadOnlyList<Episode> episodes, IProgressModel model, string modelPath, RelabelSettings settings, int shards, string command) =>
        ShardPlan.Of(Work, features.Dataset, episodes, new Dictionary<string, string>
        {
            [ModelPath] = modelPath,
            [ModelId] = model.Id,
            [RewardLabelsFile.StagesKey] = RewardLabelsFile.StagesText(model.Stages),
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
        ShardWork.Run(folder, plan, shard, episodes, _ => RewardLabelTables.AreIn(Output(folder)), own => Estimate(folder, featuresOf(own), own, model, context));

    /// <summary>Writes the tables of all episodes and leaves the manifest in place of the shards.</summary>
    /// <returns>What the weights look like.</returns>
    /// <exception cref="DataException">Something is missing or damaged; says what and what to run.</exception>
    public static RewardAlignedWeights Merge(ShardFolder folder, ShardPlan plan)
    {
        var (_, episodes) = ShardWork.Open(folder, plan);
        var marks = folder.RequireComplete(plan, folder.Directory);
        var tables = new RewardLabelTables(plan.Settings[ModelPath], plan.Settings[ModelId], plan.Settings[RewardLabelsFile.StagesKey], Settings(plan));
        var weights = tables.Write(Output(folder), episodes, episode => File(folder, episode, plan));
        ShardManifest.Replace(folder, plan, marks);
        return weights;
    }

    private static List<FinishedEpisode> Estimate(
        ShardFolder folder, FeatureSource features, IReadOnlyList<Episode> episodes, IProgressModel model, StepContext context)
    {
        using var progress = context.Terminal.Progress("Relabel", episodes.Sum(e => (double)e.Length));
        var frames = 0;
        var reporting = new Lock();
        void Count(Episode episode)
        {
            lock (reporting)
                progress.Report(frames += episode.Length, $"episode {episode.Index}");
        }

        EpisodeProgressFile FileOf(Episode episode) => new(folder.EpisodesDirectory, episode, model.Id);
        IEnumerable<(Episode Episode, EpisodeFrames Rows, string Fingerprint)> Missing()
        {
            foreach (var (episode, rows) in episodes.Zip(features.Dataset.ReadFrames(episodes)))
            {
                var fingerprint = features.Fingerprint(episode, rows);
                if (FileOf(episode).IsOf(fingerprint)) Count(episode);
                else yield return (episode, rows, fingerprint);
            }
        }

        EpisodeEstimates.Run(
            model, Missing(), e => features.Input(e.Episode, e.Rows),
            (e, track) =>
            {
                FileOf(e.Episode).Write(track, e.Fingerprint);
                Count(e.Episode);
            },
            Environment.ProcessorCount, context.Cancellation);
        return [.. episodes.Select(e => new FinishedEpisode(e.Index, e.Length, [ShardOutput.Of(folder.Directory, FileOf(e).Path)]))];
    }

    private static string Output(ShardFolder folder) => Path.GetDirectoryName(folder.Directory)!;

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
