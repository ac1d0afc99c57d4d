using Robotics.RewardModels.Sarm;

namespace Robotics.RewardModels.Tests.Sarm;

public class SarmReadoutTests
{
    private static readonly TemporalProportions Proportions = new([1, 1, 2]);

    [Fact]
    public void ProgressIsThatOfTheLikeliestStageOrTheExpectedOne()
    {
        float[] probabilities = [0.2f, 0.5f, 0.3f], fractions = [0.1f, 0.4f, 0.9f];
        var likeliest = SarmReadout.Read(probabilities, fractions, Proportions, StageCombination.MostLikely);
        Assert.Equal((1, 0.5f), (likeliest.Stage, likeliest.Confidence));
        Assert.Equal(0.25 + 0.4 * 0.25, likeliest.Progress, 1e-6);
        var expected = SarmReadout.Read(probabilities, fractions, Proportions, StageCombination.Expected);
        Assert.Equal((1, 0.5f), (expected.Stage, expected.Confidence));
        Assert.Equal(0.2 * 0.025 + 0.5 * 0.35 + 0.3 * 0.95, expected.Progress, 1e-6);
    }

    [Fact]
    public void OfStagesEquallyLikelyTheFirstIsTaken() =>
        Assert.Equal(0, SarmReadout.Read([0.4f, 0.4f, 0.2f], [0, 0, 0], Proportions, StageCombination.MostLikely).Stage);
}
