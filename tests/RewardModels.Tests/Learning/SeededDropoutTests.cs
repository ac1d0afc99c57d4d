using Robotics.RewardModels.Learning;
using TorchSharp;
using static TorchSharp.torch;

namespace Robotics.RewardModels.Tests.Learning;

public class SeededDropoutTests
{
    [Fact]
    public void TheShareThatIsLeftIsScaledSoThatTheMeanStays()
    {
        using var scope = NewDisposeScope();
        using var dropout = new SeededDropout(0.2) { Enabled = true };
        dropout.Seed(3);
        var values = dropout.Apply(full([20_000], 4f)).data<float>().ToArray();
        Assert.All(values, v => Assert.True(v is 0 or 5));
        Assert.Equal(0.2, values.Average(v => v == 0 ? 1.0 : 0), 0.01);
    }

    [Fact]
    public void TheSeedDecidesTheMaskAndNothingIsDroppedWhereItIsOff()
    {
        using var scope = NewDisposeScope();
        using var dropout = new SeededDropout(0.5) { Enabled = true };
        float[] Masked(ulong seed)
        {
            dropout.Seed(seed);
            return dropout.Apply(ones(100)).data<float>().ToArray();
        }
        Assert.Equal(Masked(8), Masked(8));
        Assert.NotEqual(Masked(8), Masked(10));
        dropout.Enabled = false;
        Assert.Equal(Enumerable.Repeat(1f, 100), Masked(8));
    }
}
