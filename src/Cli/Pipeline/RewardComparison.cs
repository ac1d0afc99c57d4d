using Robotics.Cli.Runs;
using Robotics.Datasets;
using Robotics.RewardModels.Learning;
using Robotics.RewardModels.Sarm;

namespace Robotics.Cli.Pipeline;

/// <summary>Scores a trained reward model on recorded episodes, beside its baselines, and reports it.</summary>
internal static class RewardComparison
{
    /// <summary>Looks whether the model can be scored, before any work is done for it.</summary>
    /// <exception cref="DataException">It cannot; says what is missing.</exception>
    public static void Require(RewardComparisonSettings settings)
    {
        using var model = new RewardModelFolder(settings.Model).Load();
        var dataset = LeRobotDataset.Open(settings.Evaluated.Dataset);
        dataset.EpisodesOf(settings.Evaluated.Split);
        dataset.RequireInputsOf(model);
        dataset.RequireStages(model.Stages);
    }

    /// <summary>Runs the steps that an earlier attempt did not finish.</summary>
    /// <returns>The scores, the model's first, and the path of the report.</returns>
    public static (IReadOnlyList<RewardScores> Scores, string Report) Run(RewardComparisonSettings settings, RunFolder run, RunSteps steps, StepContext context)
    {
        var folder = new RewardModelFolder(settings.Model);
        var backbone = folder.Backbone();
        using var model = folder.Load();
        var dataset = LeRobotDataset.Open(settings.Evaluated.Dataset);
        var episodes = dataset.EpisodesHere(settings.Evaluated.Split, context.Terminal);
        var rollouts = settings.Rollouts.Length == 0 ? [] : dataset.Split(settings.Rollouts);
        var trainedOn = LeRobotDataset.Open(settings.Trained.Dataset);
        var demonstrations = trainedOn.EpisodesHere(settings.Trained.Split, context.Terminal);
        BackboneStep.Run(backbone, context);
        steps.Do("features", () =>
        {
            FeatureStep.Run(dataset, [.. episodes.Concat(rollouts)], backbone, settings.Evaluated.Features, context);
            FeatureStep.Run(trainedOn, demonstrations, backbone, settings.Trained.Features, context);
        });
        var features = FeatureSource.Open(dataset, backbone, settings.Evaluated.Features, context);
        TorchThreads.Limit(Environment.ProcessorCount);
        steps.Do("evaluate_reward", () =>
        {
            var trained = FeatureSource.Open(trainedOn, backbone, settings.Trained.Features, context);
            var successes = RewardTrainingStep.Demonstrations(trainedOn, demonstrations, failed: false);
            RewardEvaluationStep.Run(features, trained, successes, episodes, rollouts, model, context).Write(run);
        });
        var learned = LearnedFrom(folder.Settings(), trainedOn, demonstrations);
        var seen = trainedOn.Directory == dataset.Directory ? episodes.Count(e => learned.Contains(e.Index)) : 0;
        var report = new RewardReport(features, episodes, seen, learned.Count, model);
        foreach (var caution in report.Cautions) context.Terminal.Warn(caution);
        return (RewardScoresFile.Read(run), report.Write(run, steps.Records, context.Cancellation));
    }

    /// <summary>The episodes of a split that a model of these settings has learned from, failed ones too where it learns from those.</summary>
    internal static IReadOnlySet<int> LearnedFrom(SarmSettings settings, LeRobotDataset dataset, IReadOnlyList<Episode> split) =>
        RewardTrainingStep.Demonstrations(dataset, split, settings.FailedDemonstrations).Select(episode => episode.Index).ToHashSet();
}
