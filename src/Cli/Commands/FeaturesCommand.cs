using System.CommandLine;
using Robotics.Cli.Configuration;
using Robotics.Cli.Pipeline;
using Robotics.Cli.Pipeline.Shards;
using Robotics.Datasets;
using Robotics.Datasets.Sharding;
using Robotics.Perception.Backbones;

namespace Robotics.Cli.Commands;

/// <summary><c>robotics features</c>: embeds every frame of every view once.</summary>
internal static class FeaturesCommand
{
    /// <summary>Builds the command.</summary>
    public static Command Create(Invocation invocation)
    {
        var directory = new Argument<string>("dataset") { Description = "Folder of a LeRobot dataset, v3.0 or v2.1." };
        var (split, backbone, cache) = (CommonOptions.Split("all"), CommonOptions.Backbone(), CommonOptions.Cache());
        var (shard, json) = (ShardOption.Create(), JsonResult.Option());
        var command = new CommandWithSettings("features", "Embeds every frame of every view with a frozen backbone, once; what is stored already is kept.", ("", typeof(BackboneSettings)))
        {
            directory, split, backbone, cache, shard, json,
        };
        command.SetAction(parse =>
        {
            var part = ShardOption.Read(parse.GetValue(shard), Environment.GetEnvironmentVariable);
            var dataset = LeRobotDataset.Open(parse.GetRequiredValue(directory));
            var settings = SettingsFile.Load<BackboneSettings>(
                parse.GetValue(backbone) ?? Installation.Config("backbones/mobilenetv2.yaml"), invocation.SettingsOnCommandLine.OfMain("backbone"));
            var episodes = dataset.EpisodesHere(parse.GetValue(split)!, invocation.Terminal);
            var store = DatasetCache.Features(dataset.Directory, parse.GetValue(cache));
            invocation.CanBeRepeated();
            BackboneStep.Run(settings, invocation.StepContext);
            object report = part is null ? Whole(dataset, episodes, settings, store, invocation) : Part(dataset, episodes, settings, store, part, invocation);
            if (parse.GetValue(json)) invocation.Terminal.WriteResult(JsonResult.Write(report));
            return ExitCode.Success;
        });
        return command.WithExamples(
            "./robotics features datasets/pick_place",
            "./robotics features datasets/table --backbone configs/backbones/clip-vit-b32.yaml --batch_size=8",
            "./robotics features datasets/table --shard 0/4   # and 1/4, 2/4, 3/4 elsewhere, then ./robotics merge");
    }

    private static FeatureReport Whole(LeRobotDataset dataset, IReadOnlyList<Episode> episodes, BackboneSettings backbone, string store, Invocation invocation)
    {
        var features = FeatureStep.Run(dataset, episodes, backbone, store, invocation.StepContext, out var summary);
        return FeatureReport.Of(features.Store.Directory, summary);
    }

    private static object Part(
        LeRobotDataset dataset, IReadOnlyList<Episode> episodes, BackboneSettings backbone, string store, Shard shard, Invocation invocation)
    {
        var folder = FeatureShards.Run(
            dataset, episodes, backbone, store, shard, ShardOption.Without(invocation.CommandLine), invocation.StepContext, out var summary);
        ShardReport.Say(invocation.Terminal, folder, shard, summary is not null);
        return new { Shard = $"{shard}", Shards = folder.Directory, Features = summary is null ? null : FeatureReport.Of(store, summary) };
    }
}
