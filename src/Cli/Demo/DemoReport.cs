using System.Text;
using Robotics.Cli.Pipeline;
using Robotics.Cli.Reports.Content;
using Robotics.Cli.Reports.Page;
using Robotics.Cli.Runs;
using Robotics.Datasets.Files;
using Robotics.Policy.Rollout;

namespace Robotics.Cli.Demo;

/// <summary>Gathers what the steps left on disk into the one-page report.</summary>
internal sealed class DemoReport(DemoSettings settings, DemoFolders folders, RunFolder run, IReadOnlyList<StepRecord> costs, StepContext context)
{
    /// <summary>Writes <c>report.html</c>.</summary>
    public void Write()
    {
        var scores = RewardScoresFile.Read(run);
        var comparison = new PolicyEvaluations(settings, folders, run, context).Comparison();
        using var pictures = new DemoPictures(settings, folders, context);
        var content = new ReportContent
        {
            Title = $"From mixed demonstrations to a better policy: pick and place ({settings.Size})",
            Verdict = VerdictOf(comparison, scores[0]),
            Run = ReportFacts.Of(run, settings.Seed),
            Cautions = Cautions(),
            Policies = [.. settings.Policies.Select(Row)],
            Comparison = Pair(comparison),
            Curves = pictures.HeldOutCurves(),
            Confusion = RewardScoresContent.Stages(pictures.StageNames, scores[0]),
            WeightedEpisodes = pictures.WeightedEpisodes(),
            Weights = pictures.Weights(),
            Videos = pictures.Videos(),
            Rewards = RewardScoresContent.Table(scores),
            Rollouts = RewardScoresContent.Rollouts(scores[0]),
            Steps = ReportFacts.Costs(costs),
            Notes = DemoNotes.Of(settings),
        };
        AtomicFile.Write(folders.Report, file => file.Write(Encoding.UTF8.GetBytes(ReportPage.Render(content))));
        context.Terminal.Say(content.Verdict.Sentence);
    }

    private static Verdict VerdictOf(PolicyComparison comparison, RewardScores sarm)
    {
        var light = comparison.PValue >= PolicyComparison.Significance ? TrafficLight.Amber
            : comparison.Gain > 0 ? TrafficLight.Green : TrafficLight.Red;
        var (better, worse) = comparison.Gain >= 0 ? (comparison.SecondName, comparison.FirstName) : (comparison.FirstName, comparison.SecondName);
        var claim = light == TrafficLight.Amber
            ? $"No difference between {comparison.SecondName} and {comparison.FirstName} is shown"
            : $"{better} is better than {worse}";
        return new Verdict(
            light,
            $"{claim}: {comparison.SecondName} solves {Count(comparison.Second)}, {comparison.FirstName} {Count(comparison.First)}.",
            $"{comparison.Verdict} The reward model's progress is off by {Math.Sqrt(sarm.Metrics.Mse.Value):0.000} (root mean square) on {sarm.Metrics.Episodes} held-out demonstrations.");

        static string Count(SuccessRate rate) => $"{rate.Successes} of {rate.Episodes} episodes";
    }

    private List<string> Cautions()
    {
        var cautions = new List<string>();
        if (settings.Size == "toy")
            cautions.Add("This is a toy size: it shows that every step runs, not how well the methods work. Run './robotics demo' for figures.");
        if (settings.PolicySeeds.Count == 1)
            cautions.Add("Each policy was trained once: the intervals speak of these checkpoints, not of the training recipe.");
        return cautions;
    }

    private PolicyRow Row(PolicyVariant policy)
    {
        var results = folders.Rollouts(policy, settings.PolicySeeds[0]).Read();
        var rate = SuccessRate.Of(results);
        var failures = FailureBreakdown.Of(results, DemoSettings.Stages);
        var limit = policy.MaxSteps > 0 ? policy.MaxSteps : settings.Recording.Task.MaxSteps;
        var others = settings.PolicySeeds.Skip(1).Select(seed => SuccessRate.Of(folders.Rollouts(policy, seed).Read())).ToArray();
        var seeds = others.Length == 0 ? "" : $"; other training seeds: {string.Join(", ", others.Select(o => $"{o.Successes}/{o.Episodes}"))}";
        return new PolicyRow(
            policy.Title,
            $"plans {policy.Policy.ChunkSize}, executes {policy.Policy.ExecuteSteps}, limit {limit} steps{seeds}",
            rate.Successes,
            rate.Episodes,
            rate.Interval,
            [.. failures.Stages.Select(s => new Reports.Content.StageFailures(s.Stage, s.Episodes))])
        {
            IsCandidate = policy == settings.Policies[1],
            IsControl = policy != settings.Policies[0] && policy != settings.Policies[1],
            Faults = failures.Faults,
        };
    }

    private static PairedComparison Pair(PolicyComparison comparison) => new(
        comparison.FirstName,
        comparison.SecondName,
        comparison.Gain,
        comparison.Difference,
        "Newcombe, paired",
        comparison.Outcomes.OnlyFirst,
        comparison.Outcomes.OnlySecond,
        comparison.PValue);
}
