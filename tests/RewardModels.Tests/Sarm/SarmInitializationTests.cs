using Robotics.RewardModels.Sarm.Network;
using TorchSharp;

namespace Robotics.RewardModels.Tests.Sarm;

public class SarmInitializationTests
{
    [Fact]
    public void MatricesFillTheirGlorotBoundAndTheRestStartsNeutral()
    {
        using var network = new SarmNetwork(SyntheticEpisodes.Small, new SarmShape(2, SyntheticEpisodes.Dimension, 4, 3));
        SarmInitialization.Apply(network, 9);
        foreach (var (name, parameter) in network.named_parameters())
        {
            var values = parameter.data<float>().ToArray();
            if (name.EndsWith("norm.weight", StringComparison.Ordinal))
                Assert.All(values, v => Assert.Equal(1, v));
            else if (name.EndsWith("bias", StringComparison.Ordinal) || name.EndsWith("age", StringComparison.Ordinal) || name.EndsWith("anchor", StringComparison.Ordinal))
                Assert.All(values, v => Assert.Equal(0, v));
            else
                Assert.InRange(values.Max(Math.Abs), 0.85 * Bound(parameter.shape), Bound(parameter.shape));
        }
    }

    // fan in and fan out are the last two sizes, in either order
    private static double Bound(long[] shape) => Math.Sqrt(6.0 / (shape[^1] + shape[^2])) + 1e-7;
}
