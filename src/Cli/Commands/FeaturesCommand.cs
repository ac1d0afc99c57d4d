using System.CommandLine;
using Robotics.Cli.Configuration;
using Robotics.Cli.Pipeline;
using Robotics.Datasets;
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
        var command = new Command("features", "Embeds every frame of every view with a frozen backbone, once; what is stored already is kept.") { directory, split, backbone, cache };
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction(parse =>
        {
            var dataset = LeRobotDataset.Open(parse.GetRequiredValue(directory));
            var settings = SettingsFile.Load<BackboneSettings>(
                parse.GetValue(backbone) ?? Installation.Config("backbones/mobilenetv2.yaml"), invocation.Overrides(parse).OfMain("backbone"));
            invocation.CanBeRepeated();
            BackboneStep.Run(settings, invocation.StepContext);
            FeatureStep.Run(dataset, dataset.EpisodesOf(parse.GetValue(split)!), settings, DatasetCache.Features(dataset.Directory, parse.GetValue(cache)), invocation.StepContext);
            return ExitCode.Success;
        });
        return command.WithExamples(
            "./robotics features datasets/pick_place",
            "./robotics features datasets/table --backbone configs/backbones/clip-vit-b32.yaml --batch_size=8");
    }
}
