using System.CommandLine;
using Robotics.Cli.Configuration;
using Robotics.Cli.Pipeline;
using Robotics.Datasets;

namespace Robotics.Cli.Commands;

/// <summary><c>robotics relabel</c>: stage, progress, reward and weight for every frame of a dataset.</summary>
internal static class RelabelCommand
{
    /// <summary>Builds the command.</summary>
    public static Command Create(Invocation invocation)
    {
        var (dataset, split, cache) = (CommonOptions.Dataset(), CommonOptions.Split("all"), CommonOptions.Cache());
        dataset.Required = true;
        var model = new Option<string>("--model") { Description = "Folder of a trained reward model.", Required = true };
        var output = new Option<string>("--output") { Description = "Where the labels go; beside the dataset's own files by default." };
        var json = JsonResult.Option();
        var command = new Command("relabel", "Labels every frame with stage, progress, shaped reward and RA-BC weight; writes LeRobot's sarm_progress.parquet as well.")
        {
            dataset, model, split, output, cache, json,
        };
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction(parse =>
        {
            var context = invocation.StepContext;
            var settings = SettingsFile.Load<RelabelSettings>(null, invocation.Overrides(parse).OfMain("relabel"));
            var data = LeRobotDataset.Open(parse.GetRequiredValue(dataset));
            var episodes = data.EpisodesOf(parse.GetValue(split)!);
            var folder = new RewardModelFolder(parse.GetRequiredValue(model));
            var backbone = folder.Backbone();
            invocation.CanBeRepeated();
            TorchSharp.torch.set_num_threads(Environment.ProcessorCount);
            BackboneStep.Run(backbone, context);
            var features = FeatureStep.Run(data, episodes, backbone, DatasetCache.Features(data.Directory, parse.GetValue(cache)), context);
            using var reward = folder.Load();
            var directory = parse.GetValue(output) ?? data.Directory;
            var weights = RelabelStep.Run(features, episodes, reward, parse.GetRequiredValue(model), settings, directory, context);
            if (weights.Warning is { } warning) invocation.Terminal.Warn(warning);
            var summary = new
            {
                Labels = Path.Combine(directory, RelabelStep.FileName),
                Progress = Path.Combine(directory, SarmProgressFile.FileName),
                weights.Episodes,
                weights.Frames,
                MeanWeight = weights.Mean,
                weights.EffectiveSampleSize,
                weights.ZeroShare,
                weights.FullShare,
            };
            invocation.Terminal.WriteResult(parse.GetValue(json)
                ? JsonResult.Write(summary)
                : $"{weights.Frames} frames of {weights.Episodes} episodes: mean weight {weights.Mean:0.00}, {weights.ZeroShare:P0} weigh nothing, {weights.FullShare:P0} weigh one\n{summary.Labels}\n{summary.Progress}");
            return ExitCode.Success;
        });
        return command.WithExamples(
            "./robotics relabel --dataset datasets/pick_place --model runs/sarm",
            "./robotics relabel --dataset datasets/pick_place --model runs/sarm --split train --chunk_size=16 --kappa=0.02 --json");
    }
}
