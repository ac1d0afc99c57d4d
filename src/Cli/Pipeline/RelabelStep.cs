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
    /// <returns>What the weights look like, for the report.</returns>
    public static RewardAlignedWeights Run(
        FeatureSource features,
        IReadOnlyList<Episode> episodes,
        IProgressModel model,
        string modelPath,
        RelabelSettings settings,
        string outputDirectory,
        StepContext context)
    {
        var plan = RelabelShards.Plan(features, episodes, model, modelPath, settings, shards: 1, command: "");
        var folder = RelabelShards.Folder(outputDirectory);
        // nobody else works on an interrupted attempt that was not shared out
        if (folder.HasPlan && folder.ReadPlan() is { Shards: 1 } left && left.Id != plan.Id) folder.Forget();
        folder.Join(plan);
        RelabelShards.Run(folder, plan, Shard.Whole, episodes, model, _ => features, context);
        return RelabelShards.Merge(folder, plan);
    }
}
