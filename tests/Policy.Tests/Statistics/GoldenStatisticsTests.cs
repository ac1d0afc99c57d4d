using Robotics.Policy.Statistics;

namespace Robotics.Policy.Tests.Statistics;

/// <summary>Against numbers that were derived independently and agree with SciPy and the published examples.</summary>
public sealed class GoldenStatisticsTests
{
    [Theory]
    [InlineData(0, 10, 0.0, 0.3084971078187607, 0.0, 0.27753279986288915)]
    [InlineData(8, 10, 0.4439045376923586, 0.9747892736731667, 0.49016247153664183, 0.9433178485456247)]
    [InlineData(10, 10, 0.6915028921812392, 1.0, 0.7224672001371109, 1.0)]
    [InlineData(25, 50, 0.35527299712990723, 0.6447270028700924, 0.3664451431682858, 0.6335548568317142)]
    [InlineData(29, 50, 0.4320604350655649, 0.718117758876303, 0.4423344176857824, 0.7062499664528801)]
    [InlineData(45, 50, 0.7818646335657975, 0.9667249064109777, 0.7863976856252035, 0.9565242350681096)]
    [InlineData(50, 50, 0.9288782635358022, 1.0, 0.9286524008666414, 1.0)]
    [InlineData(160, 200, 0.7377736354104001, 0.8531055117842408, 0.7391448134346212, 0.8495479907390189)]
    public void Intervals_of_a_success_rate(int k, int n, double exactLow, double exactHigh, double scoreLow, double scoreHigh)
    {
        AssertInterval(exactLow, exactHigh, ClopperPearson.Of(k, n));
        AssertInterval(scoreLow, scoreHigh, Wilson.Of(k, n));
    }

    [Fact]
    public void Exact_McNemar_test()
    {
        Assert.Equal(0.03515625, McNemar.PValue(3, 12), 12);
        Assert.Equal(0.03515625, McNemar.PValue(12, 3), 12);
        Assert.Equal(1.0, McNemar.PValue(0, 0));
        Assert.Equal(1.0, McNemar.PValue(4, 4));
        Assert.Equal(2 * Math.Pow(2, -8), McNemar.PValue(0, 8), 12);
    }

    [Fact]
    public void Paired_difference_of_Newcombes_own_example()
    {
        // Newcombe 1998, table II: 36, 12, 2, 0 of 50 pairs gives 0.20 [0.0569, 0.3404] by method 10
        var interval = PairedDifference.Of(new PairedOutcomes(Both: 36, OnlyFirst: 2, OnlySecond: 12, Neither: 0));
        Assert.Equal(0.0569, interval.Low, 4);
        Assert.Equal(0.3404, interval.High, 4);
    }

    [Theory]
    [InlineData(15, 10, 14, 11, -0.11180383817132622, 0.263782354464984)]
    [InlineData(9, 6, 20, 15, 0.08542603888638645, 0.44677022713952785)]
    public void Paired_difference_without_correlation_is_the_unpaired_one(int both, int onlyFirst, int onlySecond, int neither, double low, double high)
    {
        // the continuity correction takes these small correlations to zero
        AssertInterval(low, high, PairedDifference.Of(new PairedOutcomes(both, onlyFirst, onlySecond, neither)));
    }

    private static void AssertInterval(double low, double high, Interval interval)
    {
        Assert.Equal(low, interval.Low, 9);
        Assert.Equal(high, interval.High, 9);
    }
}
