using CsCheck;
using Robotics.RewardModels.Shaping;

namespace Robotics.RewardModels.Tests.Shaping;

public class PotentialShapingTests
{
    [Fact]
    public void ByHand()
    {
        float[] progress = [0.1f, 0.5f, 0.4f];
        Assert.Equal([0.9f * 0.5f - 0.1f, 0.9f * 0.4f - 0.5f, -0.4f], new PotentialShaping(0.9).Shape(progress, terminated: true), Close);
        Assert.Equal([0.9f * 0.5f - 0.1f, 0.9f * 0.4f - 0.5f, 0f], new PotentialShaping(0.9).Shape(progress, terminated: false), Close);
        Assert.Equal([0.4f, -0.1f, 0f], new ProgressDifference().Shape(progress, terminated: true), Close);
        Assert.Empty(new PotentialShaping(0.9).Shape([], terminated: true));
    }

    [Fact]
    public void DiscountedRewardsTelescopeToThePotentials() =>
        Gen.Select(Gen.Float[0, 1].Array[1, 60], Gen.Double[0.5, 1], Gen.Bool).Sample((progress, gamma, terminated) =>
        {
            var rewards = new PotentialShaping(gamma).Shape(progress, terminated);
            var sum = rewards.Select((r, t) => Math.Pow(gamma, t) * r).Sum();
            var end = terminated ? 0 : Math.Pow(gamma, progress.Length - 1) * progress[^1];
            Assert.Equal(end - progress[0], sum, 1e-5);
        }, iter: 1000);

    [Fact]
    public void OnlyThePotentialFormClaimsInvariance()
    {
        Assert.True(new PotentialShaping(0.99).IsPolicyInvariant);
        Assert.False(new ProgressDifference().IsPolicyInvariant);
        Assert.Throws<ArgumentOutOfRangeException>(() => new PotentialShaping(1.01));
    }

    private static bool Close(float a, float b) => MathF.Abs(a - b) < 1e-6f;
}
