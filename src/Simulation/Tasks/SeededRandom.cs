namespace Robotics.Simulation.Tasks;

/// <summary>Random numbers that a seed and the purpose they serve determine (SplitMix64, Steele et al. 2014).</summary>
/// <remarks>One purpose, one stream: drawing more colours never moves a cube.</remarks>
public sealed class SeededRandom
{
    private const ulong Increment = 0x9E3779B97F4A7C15;
    private ulong _state;

    /// <summary>Starts the stream of one purpose.</summary>
    public SeededRandom(ulong seed, ulong purpose) => _state = Mix(seed + Mix(purpose + Increment));

    /// <summary>64 random bits.</summary>
    public ulong NextBits() => Mix(_state += Increment);

    /// <summary>Uniform in [low, high).</summary>
    public double Uniform(double low, double high) => low + ((high - low) * (NextBits() >> 11) * (1.0 / (1UL << 53)));

    /// <summary>Uniform in [-extent, extent).</summary>
    public double Around(double extent) => Uniform(-extent, extent);

    /// <summary>Whole number in [0, count).</summary>
    public int Below(int count) => (int)Uniform(0, count);

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
