using Robotics.RewardModels.Evaluation;
using Robotics.RewardModels.Learning;
using Robotics.RewardModels.Tests.Sarm;

namespace Robotics.RewardModels.Tests.Evaluation;

public class ProgressMetricsTests
{
    [Fact]
    public void FiguresByHand()
    {
        var episodes = new[]
        {
            Episode([0, 0, 1, 1], [0f, 0.3f, 0.4f, 1f], [0, 1, 1, 1], [0f, 0.5f, 0.5f, 1f]),
            Episode([0, 1], [0.2f, 0.1f], [0, 0], [0f, 0.1f]),
        };
        var metrics = ProgressMetrics.Of(episodes, 1);
        Assert.Equal((0.04 + 0.01 + 0.04) / 6, metrics.Mse.Value, 1e-7);
        Assert.Equal((0.2 + 0.1 + 0.2) / 6, metrics.Mae.Value, 1e-7);
        Assert.Equal(4.0 / 6, metrics.StageAccuracy.Value, 1e-12);
        Assert.Equal(0, metrics.Voc.Value, 1e-12);
        Assert.Equal(1, metrics.BoundaryError.Value);
        Assert.Equal(2, metrics.Confusion[0, 0]);
        Assert.Equal(1, metrics.Confusion[0, 1]);
        Assert.Equal(1, metrics.Confusion[1, 0]);
        Assert.Equal(2, metrics.Confusion[1, 1]);
        Assert.Equal(6, metrics.Frames);
    }

    [Fact]
    public void IntervalsHoldTheFigureAndFollowTheSeed()
    {
        var random = new StepRandom(4);
        var episodes = Enumerable.Range(0, 30).Select(_ =>
        {
            var truth = Enumerable.Range(0, 20).Select(t => t / 19f).ToArray();
            var bias = 0.1 * random.NextGaussian();
            return Episode(new int[20], truth.Select(p => (float)(p + bias)).ToArray(), new int[20], truth);
        }).ToArray();
        var metrics = ProgressMetrics.Of(episodes, 1);
        Assert.InRange(metrics.Mse.Value, metrics.Mse.Low, metrics.Mse.High);
        Assert.True(metrics.Mse.Low < metrics.Mse.High);
        Assert.Equal(metrics.Mse, ProgressMetrics.Of(episodes, 1).Mse);
        Assert.NotEqual(metrics.Mse, ProgressMetrics.Of(episodes, 2).Mse);
    }

    [Fact]
    public void TheIntervalCoversTheMeanAsOftenAsItSays()
    {
        var covered = 0;
        for (ulong trial = 0; trial < 200; trial++)
        {
            var random = new StepRandom(8, (long)trial);
            var sample = Enumerable.Range(0, 40).Select(_ => random.NextGaussian()).ToArray();
            var interval = BootstrapInterval.Of(sample, set => set.Average(), trial, 300);
            covered += interval.Low <= 0 && interval.High >= 0 ? 1 : 0;
        }
        Assert.InRange(covered, 176, 198);
    }

    [Fact]
    public void AStageCountsFromWhenItIsFirstReachedOrPassed()
    {
        // true starts at 1, 3 and 5, the fall back to stage 0 is none; estimated at 2, at 4 by passing it, and never
        var episode = Episode([0, 0, 1, 0, 2, 2, 2], new float[7], [0, 1, 0, 2, 0, 3, 3], new float[7]);
        Assert.Equal([1, 1, 2], episode.BoundaryErrors);
        Assert.Equal([0, 1], Episode([0, 2, 2], new float[3], [0, 1, 2], new float[3]).BoundaryErrors);
    }

    [Fact]
    public void ReversedEpisodesTurnFeaturesAndStatesAround()
    {
        var input = SyntheticEpisodes.Make(1, 3)[0].Episode.Input;
        var reversed = ReversedEpisode.Of(input);
        var last = input.Features.Length - 1;
        for (var t = 0; t <= last; t++)
        {
            Assert.Equal(input.Features.Frame(last - t).ToArray(), reversed.Features.Frame(t).ToArray());
            Assert.Equal(SarmModelTests.State(input, last - t), SarmModelTests.State(reversed, t));
        }
        Assert.Equal(input.Features.Timestamps, reversed.Features.Timestamps);
    }

    [Fact]
    public void EpisodesWithoutAChangeOfStageLeaveTheOthersTheirInterval()
    {
        var without = Episode([0, 0], [0f, 1f], [0, 0], [0f, 1f]);
        var with = Episode([0, 0, 0, 1], [0f, 0f, 0f, 1f], [0, 1, 1, 1], [0f, 0f, 0f, 1f]);
        Assert.Equal(new BootstrapInterval(2, 2, 2), ProgressMetrics.Of([without, without, with], 1).BoundaryError);
        Assert.Equal(new BootstrapInterval(double.NaN, double.NaN, double.NaN), ProgressMetrics.Of([without], 1).BoundaryError);
    }

    internal static ScoredEpisode Episode(int[] stages, float[] progress, int[] trueStages, float[] truth) =>
        new(new ProgressTrack("test", stages, new float[stages.Length, 2], progress, progress), trueStages, truth);
}
