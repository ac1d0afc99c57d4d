using System.CommandLine;
using System.Globalization;
using Robotics.Cli.Configuration;
using Robotics.Cli.Pipeline;
using Robotics.Cli.Progress;
using Robotics.Cli.Runs;
using Robotics.Datasets;

namespace Robotics.Cli.Commands;

/// <summary><c>robotics reward evaluate</c>: a reward model against the truth, beside its baselines, with its curves.</summary>
internal static class RewardEvaluateCommand
{
    private const string Verb = "reward evaluate";

    /// <summary>Builds the command.</summary>
    public static Command Create(Invocation invocation)
    {
        var model = new Argument<string?>("model") { Description = "Folder of a trained reward model.", Arity = ArgumentArity.ZeroOrOne };
        var (dataset, split, cache) = (CommonOptions.Dataset(), CommonOptions.Split("all"), CommonOptions.Cache());
        var trained = new Option<string?>("--trained-split") { Description = "Split of the dataset that the model was trained on, where its folder does not say." };
        var rollouts = new Option<string>("--rollouts") { Description = "Split of episodes with a label 'outcome', judged from progress alone.", DefaultValueFactory = _ => "" };
        var (output, resume, json) = (CommonOptions.Output("runs/reward_evaluation"), CommonOptions.Resume(), JsonResult.Option());
        var command = new Command("evaluate", "Scores a reward model on annotated episodes beside a clock and a ridge regression; the report shows its curves beside the recorded frames.")
        {
            model, dataset, split, trained, rollouts, cache, output, resume, json,
        };
        command.SetAction(parse =>
        {
            var (run, settings) = invocation.OpenRun(Verb, parse.GetValue(resume), parse.GetRequiredValue(output), () =>
            {
                var folder = parse.GetValue(model) ?? throw new SettingsException(["No model was named: give the folder of a finished 'train reward'."], isUsage: true);
                var data = parse.GetValue(dataset) ?? throw new SettingsException(["--dataset is missing: name the folder of a dataset."], isUsage: true);
                var evaluated = Choice(data, parse.GetValue(split)!, parse.GetValue(cache));
                var chosen = new RewardComparisonSettings
                {
                    Model = Path.GetFullPath(folder),
                    Evaluated = evaluated,
                    Trained = Trained(folder, evaluated, parse.GetValue(trained)),
                    Rollouts = parse.GetValue(rollouts)!,
                };
                RewardComparison.Require(chosen);
                return chosen;
            });
            var steps = new RunSteps(run, invocation.Terminal, invocation.Clock);
            var (scores, report) = RewardComparison.Run(settings, run, steps, invocation.StepContext);
            if (parse.GetValue(json)) invocation.Terminal.WriteResult(JsonResult.Write(scores.ToDictionary(s => s.Name, s => s.Figures().ToDictionary(f => f.Key, f => f.Value))));
            else Print(invocation.Terminal, scores);
            invocation.Terminal.Say($"The curves beside the frames are in {report}.");
            return ExitCode.Success;
        });
        return command.WithExamples(
            "./robotics reward evaluate runs/sarm --dataset datasets/table --split episode_002",
            "./robotics reward evaluate runs/demo/reward --dataset runs/demo/dataset --split holdout --trained-split train --rollouts rollouts --cache runs/demo --json",
            "./robotics reward evaluate --resume runs/reward_evaluation");
    }

    private static EpisodeChoice Choice(string dataset, string split, string? cache) => new()
    {
        Dataset = LeRobotDataset.Open(dataset).Directory,
        Split = split,
        Features = Path.GetFullPath(DatasetCache.Features(dataset, cache)),
    };

    private static EpisodeChoice Trained(string model, EpisodeChoice evaluated, string? split)
    {
        if (split is not null) return evaluated with { Split = split };
        var training = new RewardModelFolder(model).Training()
            ?? throw new SettingsException([$"{model} does not say what its model was trained on, which the baselines are fitted to: name the split with --trained-split."], isUsage: true);
        return new EpisodeChoice { Dataset = training.Dataset, Split = training.Split, Features = training.Cache };
    }

    private static void Print(Terminal terminal, IReadOnlyList<RewardScores> scores)
    {
        foreach (var score in scores)
        {
            terminal.WriteResult(score.Title);
            foreach (var (key, value) in score.Figures())
                terminal.WriteResult(string.Create(CultureInfo.InvariantCulture, $"  {key,-24}{value:0.0000}"));
        }
    }
}
