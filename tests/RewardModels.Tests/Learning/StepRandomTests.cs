using Robotics.RewardModels.Learning;

namespace Robotics.RewardModels.Tests.Learning;

public class StepRandomTests
{
    [Fact]
    public void KnownOutputsOfSplitMix64()
    {
        // first outputs of the published generator from seed 0
        Assert.Equal(0xE220A8397B1DCDAFUL, StepSeed.Mix(0));
        Assert.Equal(0x6E789E6AA1B965F4UL, StepSeed.Mix(0x9E3779B97F4A7C15));
    }

    [Fact]
    public void SeedsOfStepsAndPurposesDiffer()
    {
        var seeds = from seed in Enumerable.Range(0, 5) from step in Enumerable.Range(0, 200) from purpose in Enumerable.Range(0, 5) select StepSeed.Of((ulong)seed, step, purpose);
        Assert.Equal(5000, seeds.Distinct().Count());
    }

    [Fact]
    public void MomentsAreThoseOfTheDistributions()
    {
        var random = new StepRandom(1, 2);
        var uniform = Enumerable.Range(0, 20000).Select(_ => random.NextDouble()).ToArray();
        var normal = Enumerable.Range(0, 20000).Select(_ => random.NextGaussian()).ToArray();
        Assert.Equal(0.5, uniform.Average(), 0.01);
        Assert.Equal(1.0 / 12, uniform.Select(u => (u - 0.5) * (u - 0.5)).Average(), 0.003);
        Assert.Equal(0, normal.Average(), 0.03);
        Assert.Equal(1, normal.Select(n => n * n).Average(), 0.05);
        Assert.Equal([0, 1, 2], Enumerable.Range(0, 100).Select(_ => random.Next(3)).Distinct().Order());
    }

    [Fact]
    public void CosineStartsWarmAndEndsAtTheFinalRate()
    {
        var schedule = new CosineSchedule(10, 1.0, 0.1, 101);
        Assert.Equal(0.1, schedule.At(0), 1e-12);
        Assert.Equal(1.0, schedule.At(9), 1e-12);
        Assert.Equal(1.0, schedule.At(10), 1e-12);
        Assert.Equal(0.55, schedule.At(55), 1e-12);
        Assert.Equal(0.1, schedule.At(100), 1e-12);
        Assert.Equal(0.1, schedule.At(5000), 1e-12);
    }
}
