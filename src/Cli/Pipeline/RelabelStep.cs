using Robotics.Cli.Pipeline.Shards;
using Robotics.Datasets;
using Robotics.Datasets.Sharding;
using Robotics.Policy.Imitation;
using Robotics.RewardModels;

namespace Robotics.Cli.Pipeline;

/// <summary>Labels every frame of every demonstration with stage, progress, shaped reward and RA-BC weight.</summary>
internal static class RelabelStep
{
    /// <summary>
    /// Estimates the episodes and writes LeRobot's <c>sarm_progress.parquet</c> and the full table of labels. The same as one
    /// shard of one, joined at once: what an interrupted attempt estimated is kept.
    /// </summary>
    /// <param name="features">The store of the features.</param>
    /// <param name="episodes">Which episodes.</param>
    /// <param name="model">Estimates the progress.</param>
    /// <param name="modelPath">Where the model came from, for the tables' metadata.</param>
    /// <param name="settings">How rewards and weights are made.</param>
    /// <param name="outputDirectory">Where the tables go.</param>
    /// <param name="featuresOf">Makes sure that the features of some episodes are in the store; called once the output is known to be writable.</param>
    /// <param name="context">Where progress is shown.</param>
    /// <returns>What the weights look like, for the report.</returns>
    public static RewardAlignedWeights Run(
        FeatureSource features,
        IReadOnlyList<Episode> episodes,
        IProgressModel model,
        string modelPath,
        RelabelSettings settings,
        string outputDirectory,
        Func<IReadOnlyList<Episode>, FeatureSource> featuresOf,
        StepContext context)
    {
        var plan = RelabelShards.Plan(features, episodes, model, modelPath, settings, shards: 1, command: "");
        var folder = RelabelShards.Folder(outputDirectory);
        // nobody else works on an interrupted attempt that was not shared out
        if (folder.HasPlan && folder.ReadPlan() is { Shards: 1 } left && left.Id != plan.Id) folder.Forget();
        folder.Join(plan);
        RelabelShards.Run(folder, plan, Shard.Whole, episodes, model, featuresOf, context);
        return RelabelShards.Merge(folder, plan);
    }
}
