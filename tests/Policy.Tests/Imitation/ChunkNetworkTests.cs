using Robotics.Policy.Imitation;
using TorchSharp;

namespace Robotics.Policy.Tests.Imitation;

public sealed class ChunkNetworkTests
{
    [Fact]
    public void First_values_fill_PyTorchs_bound_and_follow_the_seed()
    {
        using var network = new ChunkNetwork(DotDemonstrations.Settings, stateSize: 2, actionSize: 2);
        network.Initialize(3);
        var bound = 0.0;
        foreach (var (name, parameter) in network.named_parameters())
        {
            // fan in: what one output is summed from; a bias has that of its weight
            if (parameter.dim() > 1)
                bound = 1 / Math.Sqrt(parameter.shape.Skip(1).Aggregate(1L, (a, b) => a * b));
            var largest = parameter.data<float>().ToArray().Max(Math.Abs);
            Assert.True(largest <= bound + 1e-6 && largest > 0.6 * bound, $"{name}: {largest} of {bound}");
        }

        var first = Numbers(network);
        network.Initialize(3);
        Assert.Equal(first, Numbers(network));
        network.Initialize(4);
        Assert.NotEqual(first, Numbers(network));
    }

    private static float[] Numbers(ChunkNetwork network) => [.. network.parameters().SelectMany(p => p.data<float>().ToArray())];
}
