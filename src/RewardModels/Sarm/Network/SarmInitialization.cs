using Robotics.RewardModels.Learning;
using TorchSharp;
using static TorchSharp.torch;

namespace Robotics.RewardModels.Sarm.Network;

/// <summary>First values of the parameters, from a seed instead of torch's global random state.</summary>
internal static class SarmInitialization
{
    /// <summary>Matrices uniform as Glorot and Bengio (2010) have it, norms one, biases and attention ages zero.</summary>
    internal static void Apply(SarmNetwork network, ulong seed)
    {
        using var frozen = no_grad();
        var random = new StepRandom(StepSeed.Of(seed, -1));
        foreach (var (name, parameter) in network.named_parameters())
        {
            using var scope = NewDisposeScope();
            if (name.EndsWith("norm.weight", StringComparison.Ordinal))
                parameter.copy_(ones(parameter.shape));
            else if (parameter.dim() < 2 || name.EndsWith("age", StringComparison.Ordinal) || name.EndsWith("bias", StringComparison.Ordinal))
                parameter.zero_();
            else
                parameter.copy_(Uniform(parameter.shape, random));
        }
    }

    private static Tensor Uniform(long[] shape, StepRandom random)
    {
        var bound = Math.Sqrt(6.0 / (shape[^1] + shape[^2]));
        var values = new float[shape.Aggregate(1L, (a, b) => a * b)];
        for (var i = 0; i < values.Length; i++)
            values[i] = (float)((2 * random.NextDouble() - 1) * bound);
        return TensorOf.Values(values, shape);
    }
}
