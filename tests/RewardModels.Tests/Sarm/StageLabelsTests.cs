using CsCheck;
using Robotics.Datasets;
using Robotics.RewardModels.Sarm;

namespace Robotics.RewardModels.Tests.Sarm;

public class StageLabelsTests
{
    private static readonly string[] Names = ["a", "b", "c"];

    [Fact]
    public void KnownLabels()
    {
        var labels = StageLabels.From([new("a", 0, 30), new("b", 30, 50), new("c", 50, 100)], Names, 100);
        Assert.Equal((0, 15f / 29), (labels.Stages[15], labels.Fractions[15]));
        Assert.Equal((1, 10f / 19), (labels.Stages[40], labels.Fractions[40]));
        Assert.Equal((2, 25f / 49), (labels.Stages[75], labels.Fractions[75]));
        Assert.Equal((2, 1f), (labels.Stages[99], labels.Fractions[99]));
    }

    [Fact]
    public void GapsHoldTheEndOfTheStageBefore()
    {
        var labels = StageLabels.From([new("b", 4, 6), new("a", 2, 3)], Names, 9);
        Assert.Equal([0, 0, 0, 0, 1, 1, 1, 1, 1], labels.Stages);
        Assert.Equal([0, 0, 1, 1, 0, 1, 1, 1, 1], labels.Fractions);
    }

    [Theory]
    [InlineData("d", 0, 5, "unknown")]
    [InlineData("a", 0, 11, "outside")]
    [InlineData("a", -1, 5, "outside")]
    [InlineData("a", 5, 5, "outside")]
    public void ImpossibleAnnotationsAreRefused(string name, int start, int end, string message) =>
        Assert.Contains(message, Assert.Throws<DataException>(() => StageLabels.From([new(name, start, end)], Names, 10)).Message, StringComparison.Ordinal);

    [Fact]
    public void OverlapsAreRefused() =>
        Assert.Throws<DataException>(() => StageLabels.From([new("a", 0, 6), new("b", 5, 10)], Names, 10));

    [Fact]
    public void ProportionsOfTwoEpisodes()
    {
        var proportions = TemporalProportions.Of(
            [([new("a", 0, 80), new("b", 80, 100)], 100), ([new("a", 0, 40), new("b", 40, 200)], 200)], ["a", "b"]);
        Assert.Equal([0.5, 0.5], proportions.Shares);
    }

    [Theory]
    [InlineData(0, 0.5, 0.05)]
    [InlineData(1, 0.5, 0.3)]
    [InlineData(2, 0.5, 0.75)]
    [InlineData(2, 1, 1)]
    [InlineData(0, 0, 0)]
    [InlineData(1, 1.7, 0.5)]
    [InlineData(1, -2, 0.1)]
    public void ProgressInsideAStage(int stage, double fraction, double progress)
    {
        var proportions = new TemporalProportions([0.1, 0.4, 0.5]);
        Assert.Equal(progress, proportions.Progress(stage, fraction), 1e-12);
    }

    [Fact]
    public void OnABorderTheStageThatStartsThereHolds()
    {
        var proportions = new TemporalProportions([1, 2, 1]);
        Assert.Equal([0, 0, 1, 1, 2, 2], new[] { 0, 0.2499, 0.25, 0.7499, 0.75, 1 }.Select(proportions.StageOf));
    }

    [Fact]
    public void ProgressNeverFallsAndStagesAreRecovered() =>
        Gen.Select(Gen.Double[0.01, 1].Array[2, 8], Gen.Double[0, 1], Gen.Double[0, 1]).Sample((shares, a, b) =>
        {
            var proportions = new TemporalProportions(shares);
            var (low, high) = (Math.Min(a, b) * shares.Length, Math.Max(a, b) * shares.Length);
            var (early, late) = ((int)Math.Min(low, shares.Length - 1), (int)Math.Min(high, shares.Length - 1));
            Assert.True(proportions.Progress(early, low - early) <= proportions.Progress(late, high - late));
            Assert.Equal(early, proportions.StageOf(proportions.Progress(early, 0.5)));
        }, iter: 500);
}
