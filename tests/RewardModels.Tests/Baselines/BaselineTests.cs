using Robotics.Datasets;
using Robotics.RewardModels.Baselines;
using Robotics.RewardModels.Evaluation;
using Robotics.RewardModels.Sarm;
using Robotics.RewardModels.Tests.Sarm;

namespace Robotics.RewardModels.Tests.Baselines;

public class BaselineTests
{
    [Fact]
    public void TheClockKnowsOnlyTime()
    {
        using var clock = new ClockProgress(["a", "b"], new TemporalProportions([1, 3]), 11);
        var input = SyntheticEpisodes.Make(1, 1)[0].Episode.Input;
        var track = clock.Estimate(input);
        Assert.Equal(0.2f, track.Progress[2]);
        Assert.Equal(1, track.Progress[10]);
        Assert.Equal(1, track.Progress[^1]);
        Assert.Equal([0, 0, 0, 1], track.Stages[..4]);
        Assert.Equal(track.Progress, clock.Estimate(ReversedEpisode.Of(input)).Progress);
        var full = clock.EstimateKnowingTheEnd(input);
        Assert.Equal(1, full.Progress[^1]);
        Assert.True(full.Progress[^2] < 1);
        StreamAgrees(clock, input);
    }

    [Fact]
    public void TheRidgeFindsAProgressThatIsLinearInTheFeatures()
    {
        var episodes = SyntheticEpisodes.Make(30, 2).Select(e => e.Episode).ToArray();
        using var ridge = Fit(episodes);
        var held = SyntheticEpisodes.Make(6, 3);
        var metrics = ProgressMetrics.Of(held.Select(e => new ScoredEpisode(ridge.Estimate(e.Episode.Input), ridge.Estimate(e.Episode.Input).Stages, e.Truth)).ToArray(), 1);
        Assert.True(metrics.Mse.Value < 0.01, $"{metrics.Mse.Value}");
        Assert.True(RankCorrelation.ValueOrder(ridge.Estimate(ReversedEpisode.Of(held[0].Episode.Input)).Progress) < -0.8);
        StreamAgrees(ridge, held[0].Episode.Input);
        using var narrow = Fit(episodes, 2);
        StreamAgrees(narrow, held[0].Episode.Input);
    }

    [Fact]
    public void TheRidgeSolvesItsNormalEquations()
    {
        // two inputs on a grid, y = 3 + 2 a - b exactly: without noise the smallest penalty wins and hardly shrinks
        var inputs = Enumerable.Range(0, 100).SelectMany(i => new[] { i % 10f, i / 10 }).ToArray();
        var targets = Enumerable.Range(0, 100).Select(i => 3 + 2 * (i % 10f) - i / 10).ToArray();
        var solution = RidgeRegression.Fit(Enumerable.Repeat((inputs, targets), 10), 2, default);
        Assert.Equal(1e-4, solution.Lambda);
        Assert.Equal(2, solution.Weights[0], 1e-2f);
        Assert.Equal(-1, solution.Weights[1], 1e-2f);
        Assert.Equal(3, solution.Bias, 2e-2);
    }

    [Fact]
    public void TheRidgeNamesAMissingCamera()
    {
        var episodes = SyntheticEpisodes.Make(3, 2).Select(e => e.Episode).ToArray();
        using var ridge = Fit(episodes);
        var input = episodes[0].Input;
        var other = input with { Features = input.Features with { Cameras = ["front", "top"] } };
        Assert.Contains("wrist", Assert.Throws<DataException>(() => ridge.Estimate(other)).Message, StringComparison.Ordinal);
    }

    internal static RidgeProgress Fit(IReadOnlyList<SarmEpisode> episodes, int pooledDimension = 1280) => RidgeProgress.Fit(
        episodes, SyntheticEpisodes.Stages, TemporalProportions.Of(episodes.Select(e => (e.Stages, e.Length)), SyntheticEpisodes.Stages), pooledDimension);

    private static void StreamAgrees(IProgressModel model, ProgressInput input)
    {
        var track = model.Estimate(input);
        using var stream = model.Open(input.Task);
        for (var t = 0; t < track.Length; t++)
        {
            var live = stream.Push(input.Features.Frame(t), SarmModelTests.State(input, t));
            Assert.Equal(track.Progress[t], live.Progress, 1e-5f);
            Assert.Equal(track.Stages[t], live.Stage);
        }
    }
}
