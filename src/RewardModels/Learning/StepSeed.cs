namespace Robotics.RewardModels.Learning;

/// <summary>
/// Seeds that are a function of (run seed, step, purpose) and of nothing else, so that a resumed run draws what the
/// uninterrupted run would have drawn and no generator state is ever stored. Mixing: SplitMix64 (Steele et al. 2014).
/// </summary>
public static class StepSeed
{
    private const ulong GoldenRatio = 0x9E3779B97F4A7C15;

    /// <summary>The seed of one purpose (batch, dropout, ...) at one step.</summary>
    /// <param name="seed">Seed of the run.</param>
    /// <param name="step">Training step, from 0.</param>
    /// <param name="purpose">Any small number that tells two uses at the same step apart.</param>
    public static ulong Of(ulong seed, long step, int purpose = 0) =>
        Mix(Mix(Mix(seed) + GoldenRatio * (ulong)(step + 1)) + GoldenRatio * (ulong)(uint)(purpose + 1));

    /// <summary>SplitMix64's output function: a bijection that spreads every input bit over all output bits.</summary>
    internal static ulong Mix(ulong value)
    {
        value += GoldenRatio;
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
