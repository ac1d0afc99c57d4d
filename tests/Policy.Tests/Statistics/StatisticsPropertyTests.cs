using CsCheck;
using Robotics.Policy.Statistics;

namespace Robotics.Policy.Tests.Statistics;

public sealed class StatisticsPropertyTests
{
    private static readonly Gen<PairedOutcomes> Outcomes =
        Gen.Select(Gen.Int[0, 60], Gen.Int[0, 60], Gen.Int[0, 60], Gen.Int[1, 60], (a, b, c, d) => new PairedOutcomes(a, b, c, d));

    [Fact]
    public void Exact_interval_holds_the_rate_and_mirrors_failures() => Gen.Int[1, 300].SelectMany(n => Gen.Int[0, n], (n, k) => (k, n)).Sample(
        pair =>
        {
            var interval = ClopperPearson.Of(pair.k, pair.n);
            var mirrored = ClopperPearson.Of(pair.n - pair.k, pair.n);
            var rate = (double)pair.k / pair.n;
            return interval.Low <= rate && rate <= interval.High
                && Math.Abs(interval.Low - (1 - mirrored.High)) < 1e-9
                && Math.Abs(interval.High - (1 - mirrored.Low)) < 1e-9;
        },
        iter: 500);

    [Fact]
    public void Paired_difference_holds_the_estimate_stays_in_range_and_mirrors() => Outcomes.Sample(
        o =>
        {
            var interval = PairedDifference.Of(o);
            var mirrored = PairedDifference.Of(new PairedOutcomes(o.Both, o.OnlySecond, o.OnlyFirst, o.Neither));
            var estimate = (double)(o.Second - o.First) / o.Episodes;
            return interval.Low <= estimate + 1e-12 && estimate <= interval.High + 1e-12
                && interval.Low >= -1 - 1e-12 && interval.High <= 1 + 1e-12
                && Math.Abs(interval.Low + mirrored.High) < 1e-9;
        },
        iter: 1000);

    [Fact]
    public void McNemar_falls_as_the_split_grows_uneven() => Gen.Int[1, 100].SelectMany(n => Gen.Int[0, (n - 1) / 2], (n, k) => (k, n)).Sample(
        pair => McNemar.PValue(pair.k, pair.n - pair.k) <= McNemar.PValue(pair.k + 1, pair.n - pair.k - 1) + 1e-12,
        iter: 500);

    [Theory]
    [InlineData(-1, 10)]
    [InlineData(11, 10)]
    [InlineData(0, 0)]
    public void Impossible_counts_are_refused(int k, int n) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => ClopperPearson.Of(k, n));

    [Fact]
    public void Outcomes_are_counted_in_pairs()
    {
        var outcomes = PairedOutcomes.Count([true, true, false, false, true], [true, false, true, false, true]);
        Assert.Equal(new PairedOutcomes(Both: 2, OnlyFirst: 1, OnlySecond: 1, Neither: 1), outcomes);
        Assert.Throws<ArgumentException>(() => PairedOutcomes.Count([true], []));
    }
}
