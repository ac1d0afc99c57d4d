using System.CommandLine;
using Robotics.Cli.Configuration;
using Robotics.Cli.Pipeline;
using Robotics.Cli.Pipeline.Shards;
using Robotics.Datasets;
using Robotics.Datasets.Sharding;
using Robotics.RewardModels.Sarm;

namespace Robotics.Cli.Commands;

/// <summary><c>robotics relabel</c>: stage, progress, reward and weight for every frame of a dataset.</summary>
internal static class RelabelCommand
{
    /// <summary>Builds the command.</summary>
    public static Command Create(Invocation invocation)
    {
        var (dataset, split, cache) = (CommonOptions.Dataset(required: true), CommonOptions.Split("all"), CommonOptions.Cache());
        var model = new Option<string>("--model") { Description = "Folder of a trained reward model.", Required = true, HelpName = "folder" };
        var output = new Option<string>("--output") { Description = "Where the labels go; beside the dataset's own files by default.", HelpName = "folder" };
        var (shard, json) = (ShardOption.Create(), JsonResult.Option());
        var command = new CommandWithSettings(
            "relabel", "Labels every frame with stage, progress, shaped reward and RA-BC weight in reward_labels.parquet, whose metadata names the stages; writes LeRobot's sarm_progress.parquet as well.",
            ("", typeof(RelabelSettings)))
        {
            dataset, model, split, output, cache, shard, json,
        };
        command.SetAction(parse =>
        {
            var context = invocation.StepContext;
            var part = ShardOption.Read(parse.GetValue(shard), Environment.GetEnvironmentVariable);
            var settings = SettingsFile.Load<RelabelSettings>(null, invocation.SettingsOnCommandLine.OfMain("relabel"));
            var data = LeRobotDataset.Open(parse.GetRequiredValue(dataset));
            var folder = new RewardModelFolder(parse.GetRequiredValue(model));
            var work = new Work(
                data, data.EpisodesHere(parse.GetValue(split)!, invocation.Terminal), folder, parse.GetRequiredValue(model), settings,
                DatasetCache.Features(data.Directory, parse.GetValue(cache)), parse.GetValue(output) ?? data.Directory, parse.GetValue(json));
            invocation.CanBeRepeated();
            BackboneStep.Run(folder.Backbone(), context);
            if (part is null) Whole(work, invocation);
            else Part(work, part, invocation);
            return ExitCode.Success;
        });
        return command.WithExamples(
            "./robotics relabel --dataset datasets/pick_place --model runs/sarm",
            "./robotics relabel --dataset datasets/pick_place --model runs/sarm --split train --chunk_size=16 --kappa=0.02 --json",
            "./robotics relabel --dataset datasets/pick_place --model runs/sarm --shard 0/4   # and 1/4, 2/4, 3/4 elsewhere, then ./robotics merge");
    }

    private static void Whole(Work work, Invocation invocation)
    {
        using var reward = Model(work);
        var weights = RelabelStep.Run(
            Source(work, invocation), work.Episodes, reward, work.ModelPath, work.Settings, work.Output,
            Extraction(work, invocation), invocation.StepContext);
        RelabelReport.Write(invocation.Terminal, weights, work.Output, work.Json);
    }

    private static void Part(Work work, Shard shard, Invocation invocation)
    {
        using var reward = Model(work);
        var plan = RelabelShards.Plan(
            Source(work, invocation), work.Episodes, reward, work.ModelPath, work.Settings, shard.Count, ShardOption.Without(invocation.CommandLine));
        var folder = RelabelShards.Folder(work.Output);
        var wasOpen = RelabelShards.Run(folder, plan, shard, work.Episodes, reward, Extraction(work, invocation), invocation.StepContext);
        ShardReport.Say(invocation.Terminal, folder, shard, wasOpen);
        if (work.Json) invocation.Terminal.WriteResult(JsonResult.Write(new { Shard = $"{shard}", Shards = folder.Directory }));
    }

    private static SarmModel Model(Work work)
    {
        var model = work.Folder.Load();
        work.Dataset.RequireInputsOf(model);
        return model;
    }

    private static FeatureSource Source(Work work, Invocation invocation) =>
        FeatureSource.Open(work.Dataset, work.Folder.Backbone(), work.Store, invocation.StepContext);

    private static Func<IReadOnlyList<Episode>, FeatureSource> Extraction(Work work, Invocation invocation) =>
        own => FeatureStep.Run(work.Dataset, own, work.Folder.Backbone(), work.Store, invocation.StepContext);

    private sealed record Work(
        LeRobotDataset Dataset, IReadOnlyList<Episode> Episodes, RewardModelFolder Folder, string ModelPath, RelabelSettings Settings,
        string Store, string Output, bool Json);
}
