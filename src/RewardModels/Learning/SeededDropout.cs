using TorchSharp;
using static TorchSharp.torch;

namespace Robotics.RewardModels.Learning;

/// <summary>
/// Dropout whose masks come from a generator of its own, so that two trainings in one process neither disturb each
/// other nor need torch's global random state in a checkpoint.
/// </summary>
public sealed class SeededDropout : IDisposable
{
    private readonly Generator _generator = new(0);

    /// <summary>Drops elements with this probability, in [0, 1).</summary>
    public SeededDropout(double probability)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(probability);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(probability, 1);
        Probability = probability;
    }

    /// <summary>Share of elements that are dropped.</summary>
    public double Probability { get; }

    /// <summary>Whether masks are applied; off at inference.</summary>
    public bool Enabled { get; set; }

    /// <summary>Restarts the masks; call at the start of a step with its <see cref="StepSeed"/>.</summary>
    public void Seed(ulong seed) => _generator.manual_seed((long)(seed >> 1));

    /// <summary>Drops elements and scales the others up, so that the mean stays.</summary>
    public Tensor Apply(Tensor x)
    {
        if (!Enabled || Probability == 0)
            return x;
        using var mask = empty_like(x, requires_grad: false).bernoulli_(1 - Probability, _generator);
        using var scaled = mask.Times(1 / (1 - Probability));
        return x * scaled;
    }

    /// <inheritdoc/>
    public void Dispose() => _generator.Dispose();
}
