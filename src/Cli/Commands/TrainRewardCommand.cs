using System.CommandLine;
using Robotics.Cli.Batch;
using Robotics.Cli.Configuration;
using Robotics.Cli.Pipeline;
using Robotics.Cli.Runs;
using Robotics.Datasets;
using Robotics.Perception.Backbones;
using Robotics.RewardModels.Learning;
using Robotics.RewardModels.Sarm;

namespace Robotics.Cli.Commands;

/// <summary><c>robotics train reward</c>: SARM on annotated demonstrations.</summary>
internal static class TrainRewardCommand
{
    private const string Verb = "train reward";

    /// <summary>Builds the command.</summary>
    public static Command Create(Invocation invocation)
    {
        var (dataset, split, cache, seed) = (CommonOptions.Dataset(), CommonOptions.Split("train"), CommonOptions.Cache(), CommonOptions.Seed());
        var (config, backbone) = (CommonOptions.Config("configs/rewards/sarm_pick_place.yaml"), CommonOptions.Backbone());
        var (output, resume) = (CommonOptions.Output("runs/reward"), CommonOptions.Resume());
        var command = new CommandWithSettings(
            "reward", "Trains SARM, a stage-aware progress reward model, on the annotated demonstrations that succeeded.", ("", typeof(SarmSettings)), ("backbone", typeof(BackboneSettings)))
        {
            dataset, split, config, backbone, cache, seed, output, resume,
        };
        command.SetAction(parse =>
        {
            var (run, settings) = invocation.OpenRun(Verb, parse.GetValue(resume), parse.GetRequiredValue(output), () =>
            {
                var overrides = invocation.SettingsOnCommandLine;
                var folder = parse.GetValue(dataset) ?? throw new SettingsException(["--dataset is missing: name the folder of a dataset."], isUsage: true);
                var data = LeRobotDataset.Open(folder);
                var chosen = new RewardTrainingSettings
                {
                    Dataset = data.Directory,
                    Split = parse.GetValue(split)!,
                    Cache = Path.GetFullPath(DatasetCache.Features(folder, parse.GetValue(cache))),
                    Seed = parse.GetValue(seed),
                    Backbone = SettingsFile.Load<BackboneSettings>(parse.GetValue(backbone) ?? Installation.Config("backbones/mobilenetv2.yaml"), overrides.OfGroup("backbone")),
                    Reward = SettingsFile.Load<SarmSettings>(parse.GetValue(config) ?? Installation.Config("rewards/sarm_pick_place.yaml"), overrides.OfMain("reward", "backbone")),
                };
                RewardTrainingStep.Require(data, data.EpisodesOf(chosen.Split), chosen.Reward);
                return chosen;
            });
            return Train(invocation, run, settings);
        });
        return command.WithExamples(
            "./robotics train reward --dataset datasets/pick_place --output runs/sarm",
            "./robotics train reward --dataset datasets/pick_place --output runs/short --reward.steps=500 --reward.batch_size=16",
            "./robotics train reward --resume runs/sarm");
    }

    private static int Train(Invocation invocation, RunFolder run, RewardTrainingSettings settings)
    {
        var context = invocation.StepContext;
        var dataset = LeRobotDataset.Open(settings.Dataset);
        var episodes = dataset.EpisodesHere(settings.Split, invocation.Terminal);
        var steps = new RunSteps(run, invocation.Terminal, invocation.Clock);
        BackboneStep.Run(settings.Backbone, context);
        steps.Do("features", () => FeatureStep.Run(dataset, episodes, settings.Backbone, settings.Cache, context));
        var features = FeatureSource.Open(dataset, settings.Backbone, settings.Cache, context);
        TorchThreads.Limit(Environment.ProcessorCount);
        steps.Do("train_reward", () => RewardTrainingStep.Run(features, episodes, settings.Reward, settings.Backbone, settings.Seed, run, "", context));
        string[] cache = settings.Cache == DatasetCache.Features(settings.Dataset, cache: null) ? [] : ["--cache", Path.GetDirectoryName(settings.Cache)!];
        var next = ShellText.Join(["./robotics", "relabel", "--dataset", settings.Dataset, "--model", run.Directory, .. cache]);
        invocation.Terminal.Say($"The reward model is in {run.Directory}. Next: {next}");
        return ExitCode.Success;
    }
}
