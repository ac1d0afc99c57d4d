using CsCheck;
using Robotics.RewardModels.Evaluation;

namespace Robotics.RewardModels.Tests.Evaluation;

public class RankCorrelationTests
{
    [Fact]
    public void KnownValueWithTies()
    {
        // ranks 1, 2.5, 2.5, 4 against 1, 3, 2, 4: covariance 4.5, variances 4.5 and 5
        Assert.Equal(4.5 / Math.Sqrt(4.5 * 5), RankCorrelation.Spearman([1, 5, 5, 9], [0, 7, 3, 8]), 1e-12);
    }

    [Fact]
    public void OrderIsAllThatCounts() =>
        Gen.Float[-3, 3].Array[2, 50].Where(v => v.Distinct().Count() == v.Length).Sample(values =>
        {
            var bent = values.Select(v => v * v * v + v).ToArray();
            Assert.Equal(1, RankCorrelation.Spearman(values, bent), 1e-9);
            Assert.Equal(-1, RankCorrelation.Spearman(values, bent.Select(v => -v).ToArray()), 1e-9);
        }, iter: 300);

    [Fact]
    public void AClockHasPerfectValueOrderAndAConstantNone()
    {
        Assert.Equal(1, RankCorrelation.ValueOrder([0, 0.1f, 0.2f, 0.9f]), 1e-12);
        Assert.Equal(0, RankCorrelation.ValueOrder([0.5f, 0.5f, 0.5f]), 1e-12);
    }
}
