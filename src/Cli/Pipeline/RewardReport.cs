using System.Text;
using Robotics.Cli.Reports;
using Robotics.Cli.Reports.Content;
using Robotics.Cli.Reports.Page;
using Robotics.Cli.Runs;
using Robotics.Datasets;
using Robotics.Datasets.Files;
using Robotics.RewardModels.Sarm;

namespace Robotics.Cli.Pipeline;

/// <summary>The one-page report on a reward model: its curves beside the recorded frames, and the baselines beside its figures.</summary>
/// <param name="features">Features of the evaluated episodes.</param>
/// <param name="episodes">The evaluated episodes.</param>
/// <param name="seen">How many of them the model was trained on.</param>
/// <param name="demonstrations">How many demonstrations the model was trained on.</param>
/// <param name="model">The model.</param>
internal sealed class RewardReport(FeatureSource features, IReadOnlyList<Episode> episodes, int seen, int demonstrations, SarmModel model)
{
    /// <summary>What to know before believing the figures.</summary>
    public IReadOnlyList<string> Cautions =>
    [
        .. seen > 0 ? new[] { $"The model was trained on {seen} of these {Counted.Of(episodes.Count, "episode")}: the figures say how well it remembers, not how well it generalises." } : [],
        .. demonstrations == 1 ? new[] { "The model was trained on a single demonstration." } : [],
        .. episodes.Count == 1 ? new[] { "A single episode was scored: another one may give quite other figures." } : [],
    ];

    /// <summary>Writes <c>report.html</c> into the run.</summary>
    /// <param name="run">A run that holds the scores.</param>
    /// <param name="costs">What the steps cost.</param>
    /// <param name="cancellation">Stops between episodes.</param>
    /// <returns>The page's path.</returns>
    public string Write(RunFolder run, IReadOnlyList<StepRecord> costs, CancellationToken cancellation)
    {
        var scores = RewardScoresFile.Read(run);
        var truth = new ProgressTruth(features.Dataset, model.Stages, model.Description.Proportions);
        var content = new ReportContent
        {
            Title = $"Stage and progress of recorded episodes: {Path.GetFileName(features.Dataset.Directory)}",
            Verdict = VerdictOf(scores),
            Run = ReportFacts.Of(run, seed: null),
            Cautions = Cautions,
            Curves = new ProgressPictures(features, model, cancellation).Curves(episodes),
            Confusion = RewardScoresContent.Stages(model.Stages, scores[0]),
            Rewards = RewardScoresContent.Table(scores),
            Rollouts = RewardScoresContent.Rollouts(scores[0]),
            Steps = ReportFacts.Costs(costs),
            Notes =
            [
                new("Truth", $"Progress is scored against: {truth.Name}. A stage's share of the progress is its mean share of the time in the training demonstrations."),
                new("Model", $"SARM, trained on {Counted.Of(demonstrations, "demonstration")}. It sees the first frame of the episode and a window that ends at the estimated frame, never the future."),
                new("Baselines", "Both are fitted to the same demonstrations: a ridge regression from the pooled features of one frame, and a clock that reaches the end after their mean length."),
            ],
        };
        var path = run.PathOf("report.html");
        AtomicFile.Write(path, file => file.Write(Encoding.UTF8.GetBytes(ReportPage.Render(content))));
        return path;
    }

    private Verdict VerdictOf(IReadOnlyList<RewardScores> scores)
    {
        var (sarm, ridge, clock) = (scores[0], scores[1], scores[2]);
        var beaten = new[] { ridge, clock }.Count(baseline => sarm.Metrics.Mse.Value < baseline.Metrics.Mse.Value);
        var light = beaten == 0 ? TrafficLight.Red : beaten == 1 || episodes.Count == 1 || seen > 0 ? TrafficLight.Amber : TrafficLight.Green;
        return new Verdict(
            light,
            $"On {Counted.Of(episodes.Count, "episode")}{(seen == 0 ? " that it never saw" : "")}, SARM's progress is off by {Error(sarm):0.000}, a ridge regression's by {Error(ridge):0.000} and a clock's by {Error(clock):0.000} (root mean square).",
            $"It names the right one of {model.Stages.Count} stages in {sarm.Metrics.StageAccuracy.Value:P0} of the frames. Rank correlation of its progress with time: {sarm.Metrics.Voc.Value:0.00}, and {sarm.VocReversed.Value:0.00} on the videos played backwards.");

        static double Error(RewardScores score) => Math.Sqrt(score.Metrics.Mse.Value);
    }
}
