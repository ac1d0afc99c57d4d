using System.CommandLine;
using Robotics.Cli.Pipeline.Shards;
using Robotics.Datasets;
using Robotics.Datasets.Sharding;

namespace Robotics.Cli.Commands;

/// <summary><c>robotics merge</c>: joins what the shards of a command made, if nothing is missing.</summary>
internal static class MergeCommand
{
    /// <summary>Builds the command.</summary>
    public static Command Create(Invocation invocation)
    {
        var directory = new Argument<string>("shards") { Description = "Folder NAME.shards that the commands with --shard wrote to." };
        var json = JsonResult.Option();
        var command = new Command("merge", "Joins the shards of 'features' or 'relabel'; refuses while any is missing or belongs to another plan.") { directory, json };
        command.SetAction(parse =>
        {
            var folder = new ShardFolder(parse.GetRequiredValue(directory));
            invocation.CanBeRepeated();
            if (!folder.HasPlan && ShardManifest.MergedPlan(folder) is { } merged)
            {
                invocation.Terminal.Say($"The {merged.Shards} shards were joined already ({ShardManifest.FileOf(folder)}).");
                if (parse.GetValue(json)) invocation.Terminal.WriteResult(Joined(folder, merged));
            }
            else
            {
                Merge(folder, folder.ReadPlan(), parse.GetValue(json), invocation);
            }
            return ExitCode.Success;
        });
        return command.WithExamples(
            "./robotics merge datasets/pick_place/reward_labels.shards",
            "./robotics merge datasets/pick_place/cache/features-mobilenetv2-openimages-0123456789abcdef.shards --json");
    }

    private static void Merge(ShardFolder folder, ShardPlan plan, bool json, Invocation invocation)
    {
        switch (plan.Work)
        {
            case FeatureShards.Work:
                FeatureShards.Merge(folder, plan);
                invocation.Terminal.WriteResult(json
                    ? Joined(folder, plan)
                    : $"The features of all {plan.Episodes.Count} episodes are in the store\n{ShardManifest.FileOf(folder)}");
                break;
            case RelabelShards.Work:
                RelabelReport.Write(invocation.Terminal, RelabelShards.Merge(folder, plan), Path.GetDirectoryName(folder.Directory)!, json);
                break;
            default:
                throw new DataException(new Defect(folder.Directory, $"it holds shards of '{plan.Work}', which this version cannot join.", "Merge them with the version that wrote them."));
        }
    }

    private static string Joined(ShardFolder folder, ShardPlan plan) =>
        JsonResult.Write(new { plan.Shards, Episodes = plan.Episodes.Count, plan.Frames, Manifest = ShardManifest.FileOf(folder) });
}
