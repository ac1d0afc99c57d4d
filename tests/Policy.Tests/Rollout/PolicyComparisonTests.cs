using Robotics.Policy.Rollout;
using Robotics.Policy.Statistics;

namespace Robotics.Policy.Tests.Rollout;

public sealed class PolicyComparisonTests
{
    [Fact]
    public void Pairs_are_found_by_seed_and_the_verdict_says_everything()
    {
        var bc = Results(100, i => i < 40);
        var rabc = Results(100, i => i < 35 || i >= 60).Reverse().ToArray();
        var comparison = PolicyComparison.Of("BC", bc, "RA-BC", rabc);
        Assert.Equal(new PairedOutcomes(35, 5, 40, 20), comparison.Outcomes);
        Assert.Equal(0.35, comparison.Gain, 9);
        Assert.Equal(McNemar.PValue(5, 40), comparison.PValue);
        Assert.True(comparison.IntervalsApart);
        Assert.False(PolicyComparison.Of("BC", bc, "again", bc).IntervalsApart);
        Assert.Equal(
            "RA-BC is better than BC: RA-BC 75/100 = 75.0 % [65.3, 83.1], BC 40/100 = 40.0 % [30.3, 50.3]; "
            + "difference +35.0 points [+23.0, +45.4], won 40 and lost 5 of 100 paired episodes, p < 0.0001.",
            comparison.Verdict);
    }

    [Fact]
    public void A_small_difference_on_few_episodes_is_called_neither_shown_nor_much()
    {
        var verdict = PolicyComparison.Of("BC", Results(20, i => i < 10), "RA-BC", Results(20, i => i < 12)).Verdict;
        Assert.StartsWith("No difference between RA-BC and BC is shown", verdict);
        Assert.EndsWith("Only 20 episodes: a gap of 20 points may be chance.", verdict);
    }

    [Fact]
    public void A_worse_second_policy_is_called_worse() =>
        Assert.StartsWith("BC is better than RA-BC", PolicyComparison.Of("BC", Results(60, _ => true), "RA-BC", Results(60, i => i < 30)).Verdict);

    [Fact]
    public void Other_seeds_cannot_be_paired() =>
        Assert.Throws<ArgumentException>(() => PolicyComparison.Of("a", Results(5, _ => true), "b", Results(6, _ => true)));

    [Fact]
    public void Failures_are_counted_by_stage_and_faults_apart()
    {
        RolloutResult[] results =
        [
            new(1, true, 10, 2, 1, null), new(2, false, 30, 0, 0.1, null), new(3, false, 30, 0, 0.2, null),
            new(4, false, 30, 1, 0.5, null), new(5, false, 3, 1, 0.5, "died"), new(6, false, 30, -1, 0, null),
        ];
        var breakdown = FailureBreakdown.Of(results, ["reach", "grasp", "carry"]);
        Assert.Equal([new("reach", 2), new("grasp", 1), new("carry", 0)], breakdown.Stages);
        Assert.Equal(1, breakdown.Faults);
        Assert.Equal(1, breakdown.Unknown);
    }

    [Fact]
    public void A_fault_counts_as_a_failure()
    {
        RolloutResult[] results = [new(1, true, 10, 2, 1, null), new(2, false, 3, 2, 1, "died"), new(3, false, 30, 0, 0, null)];
        Assert.Equal((1, 3), (SuccessRate.Of(results).Successes, SuccessRate.Of(results).Episodes));
    }

    private static RolloutResult[] Results(int count, Func<int, bool> success) =>
        [.. Enumerable.Range(0, count).Select(i => new RolloutResult((ulong)i, success(i), 50, success(i) ? 4 : 1, 0.5, null))];
}
