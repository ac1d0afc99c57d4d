using Robotics.RewardModels.Sarm;

namespace Robotics.RewardModels.Tests.Sarm;

public class NormalizationTests
{
    [Fact]
    public void MeanAndScaleByHand()
    {
        // population deviations 2, 0 and 4; a tenth of their mean, 0.2, is added to each
        float[][] rows = [[1, 7, 10], [5, 7, 2], [1, 7, 10], [5, 7, 2]];
        var next = 0;
        var normalization = Normalization.Of(3, row =>
        {
            if (next == rows.Length)
                return false;
            rows[next++].CopyTo(row);
            return true;
        });
        Assert.Equal([3, 7, 6], normalization.Mean);
        for (var i = 0; i < 3; i++)
            Assert.Equal(new[] { 2.2, 0.2, 4.2 }[i], normalization.Scale[i], 1e-5);
    }
}
