using System.CommandLine;
using Robotics.Cli.Batch;
using Robotics.Cli.Configuration;
using Robotics.Cli.Pipeline;
using Robotics.Cli.Runs;
using Robotics.Datasets;
using Robotics.Policy.Imitation;
using Robotics.RewardModels.Learning;

namespace Robotics.Cli.Commands;

/// <summary><c>robotics train policy</c>: behaviour cloning, plain or reward-aligned.</summary>
internal static class TrainPolicyCommand
{
    private const string Verb = "train policy";

    /// <summary>Builds the command.</summary>
    public static Command Create(Invocation invocation)
    {
        var (dataset, split, cache, seed) = (CommonOptions.Dataset(), CommonOptions.Split("train"), CommonOptions.Cache(), CommonOptions.Seed());
        var progress = new Option<string>("--progress") { Description = "Progress of every frame, for reward-aligned weights; DATASET/sarm_progress.parquet by default." };
        var config = CommonOptions.Config("configs/policies/ra_bc.yaml");
        var (output, resume) = (CommonOptions.Output("runs/policy"), CommonOptions.Resume());
        var command = new CommandWithSettings(
            "policy", "Trains an action-chunking policy by imitation; with reward-aligned weights it learns from the frames that made progress.", ("", typeof(PolicySettings)))
        {
            dataset, split, progress, config, cache, seed, output, resume,
        };
        command.SetAction(parse =>
        {
            var (run, settings) = invocation.OpenRun(Verb, parse.GetValue(resume), parse.GetRequiredValue(output), () =>
            {
                var folder = parse.GetValue(dataset) ?? throw new SettingsException(["--dataset is missing: name the folder of a dataset."], isUsage: true);
                var policy = SettingsFile.Load<PolicySettings>(parse.GetValue(config) ?? Installation.Config("policies/ra_bc.yaml"), invocation.SettingsOnCommandLine.OfMain("policy"));
                var data = LeRobotDataset.Open(folder);
                data.EpisodesOf(parse.GetValue(split)!);
                data.RequireActions();
                data.RequireCameras(policy.Cameras);
                return new PolicyTrainingSettings
                {
                    Dataset = data.Directory,
                    Split = parse.GetValue(split)!,
                    Progress = policy.Weighting == Weighting.RewardAligned ? ProgressFile(parse.GetValue(progress), folder) : null,
                    Cache = Path.GetFullPath(DatasetCache.Images(folder, parse.GetValue(cache))),
                    Seed = parse.GetValue(seed),
                    Policy = policy,
                };
            });
            return Train(invocation, run, settings);
        });
        return command.WithExamples(
            "./robotics train policy --dataset datasets/pick_place --config configs/policies/bc.yaml --output runs/bc",
            "./robotics train policy --dataset datasets/pick_place --config configs/policies/ra_bc.yaml --policy.chunk_size=16 --output runs/ra_bc",
            "./robotics train policy --resume runs/ra_bc");
    }

    private static string ProgressFile(string? named, string dataset)
    {
        var path = Path.GetFullPath(named ?? Path.Combine(dataset, SarmProgressFile.FileName));
        return File.Exists(path) ? path : throw new DataException(new Defect(
            path, "the file is missing, and reward-aligned weights are made of it.",
            $"Write it with '{ShellText.Join(["./robotics", "relabel", "--dataset", dataset, "--model", "MODEL"])}', name it with --progress, or train without weights: --config configs/policies/bc.yaml."));
    }

    private static int Train(Invocation invocation, RunFolder run, PolicyTrainingSettings settings)
    {
        var terminal = invocation.Terminal;
        TorchThreads.Limit(Environment.ProcessorCount);
        var dataset = LeRobotDataset.Open(settings.Dataset);
        var episodes = dataset.EpisodesHere(settings.Split, terminal);
        var track = settings.Progress is null ? null : SarmProgressFile.Read(settings.Progress);
        new RunSteps(run, terminal, invocation.Clock).Do("train_policy", () =>
        {
            using var demonstrations = Load(invocation, dataset, episodes, settings);
            using var bar = terminal.Progress("Train policy", settings.Policy.Steps);
            var weights = PolicyTrainingStep.Run(
                demonstrations, episodes, settings.Policy, track is null ? null : track.Progress, settings.Seed, run, "",
                done => bar.Report(done.Step, $"loss {done.Loss:0.0000}"), invocation.Cancellation);
            if (weights?.Warning is { } warning) terminal.Warn(warning);
        });
        terminal.Say($"The policy is in {run.Directory}. Next: {ShellText.Join(["./robotics", "evaluate", run.Directory])}");
        return ExitCode.Success;
    }

    private static Demonstrations Load(Invocation invocation, LeRobotDataset dataset, IReadOnlyList<Episode> episodes, PolicyTrainingSettings settings)
    {
        using var bar = invocation.Terminal.Progress("Decode training images", 1);
        return Demonstrations.Load(dataset, episodes, settings.Policy, settings.Cache, new Fraction(bar), invocation.Cancellation);
    }

    private sealed class Fraction(Progress.ProgressBar bar) : IProgress<double>
    {
        public void Report(double value) => bar.Report(value);
    }
}
