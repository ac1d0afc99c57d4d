using Robotics.Cli.Progress;
using Robotics.Datasets;
using Robotics.RewardModels;
using Robotics.RewardModels.Baselines;
using Robotics.RewardModels.Evaluation;
using Robotics.RewardModels.Sarm;

namespace Robotics.Cli.Pipeline;

/// <summary>Scores a reward model on episodes it never saw, with the clock and a ridge regression as rows to beat.</summary>
internal static class RewardEvaluationStep
{
    /// <summary>Decides the resampling behind the intervals, the only chance in an evaluation.</summary>
    public const ulong BootstrapSeed = 1;

    /// <summary>Scores the model and its baselines.</summary>
    /// <param name="features">Features of the episodes to score and to judge.</param>
    /// <param name="trained">Features of the demonstrations.</param>
    /// <param name="demonstrations">The successful demonstrations that the model was trained on; the baselines are fitted to them.</param>
    /// <param name="holdout">Episodes to score on.</param>
    /// <param name="rollouts">Episodes with the label <c>outcome</c>, judged from progress alone; may be empty.</param>
    /// <param name="model">The trained model.</param>
    /// <param name="context">Progress and cancellation.</param>
    /// <returns>The model first, then the baselines.</returns>
    public static IReadOnlyList<RewardScores> Run(
        FeatureSource features,
        FeatureSource trained,
        IReadOnlyList<Episode> demonstrations,
        IReadOnlyList<Episode> holdout,
        IReadOnlyList<Episode> rollouts,
        SarmModel model,
        StepContext context)
    {
        var proportions = model.Description.Proportions;
        // what cannot be judged shows before the work
        var judge = rollouts.Count == 0 ? null : new RolloutJudge(new RolloutJudgeSettings(), proportions.Borders);
        var labelled = rollouts.Select(episode => (episode, RolloutLabel.Outcome(episode))).ToArray();
        using var ridge = RidgeProgress.Fit(demonstrations.Select(trained.Demonstration), model.Stages, proportions, cancellation: context.Cancellation);
        using var clock = new ClockProgress(model.Stages, proportions, demonstrations.Average(d => d.Length));
        var scoring = new Scoring(features, holdout, labelled, new ProgressTruth(features.Dataset, model.Stages, proportions), judge, context);
        return
        [
            scoring.Of("sarm", "SARM", episode => model.Estimate(episode, context.Cancellation)),
            scoring.Of("ridge", "Ridge regression on pooled features", episode => ridge.Estimate(episode, context.Cancellation)),
            scoring.Of("clock", "Clock: progress linear in time", episode => clock.Estimate(episode)),
            scoring.Of("clock_knowing_the_end", "Clock that knows the episode's length (not causal)", clock.EstimateKnowingTheEnd),
        ];
    }

    private sealed record Scoring(
        FeatureSource Features,
        IReadOnlyList<Episode> Holdout,
        IReadOnlyList<(Episode Episode, RolloutOutcome Outcome)> Rollouts,
        ProgressTruth Truth,
        RolloutJudge? RolloutJudge,
        StepContext Context)
    {
        public RewardScores Of(string name, string title, Func<ProgressInput, ProgressTrack> estimate)
        {
            using var progress = Context.Terminal.Progress($"Score {name}", Holdout.Count + Rollouts.Count);
            var scored = new List<(string Quality, ScoredEpisode Episode)>();
            var reversedOrder = new List<double>();
            foreach (var episode in Holdout)
            {
                Context.Cancellation.ThrowIfCancellationRequested();
                var input = Features.Input(episode);
                scored.Add((episode.Quality(), Truth.Score(episode, estimate(input))));
                reversedOrder.Add(RankCorrelation.ValueOrder(estimate(ReversedEpisode.Of(input)).Progress));
                progress.Report(scored.Count);
            }

            return new RewardScores(
                name,
                title,
                ProgressMetrics.Of([.. scored.Select(s => s.Episode)], BootstrapSeed),
                scored.Where(s => s.Quality.Length > 0).GroupBy(s => s.Quality)
                    .ToDictionary(g => g.Key, g => ProgressMetrics.Of([.. g.Select(s => s.Episode)], BootstrapSeed)),
                BootstrapInterval.Of(reversedOrder, set => set.Average(), BootstrapSeed),
                RolloutJudge is null ? null : Judge(RolloutJudge, estimate, progress));
        }

        private RolloutScore Judge(RolloutJudge judge, Func<ProgressInput, ProgressTrack> estimate, ProgressBar progress)
        {
            var judged = new List<(RolloutOutcome, RolloutOutcome)>();
            foreach (var (episode, outcome) in Rollouts)
            {
                Context.Cancellation.ThrowIfCancellationRequested();
                judged.Add((outcome, judge.Judge(estimate(Features.Input(episode)).Progress)));
                progress.Report(Holdout.Count + judged.Count);
            }

            return RolloutScore.Of(judged);
        }
    }
}
