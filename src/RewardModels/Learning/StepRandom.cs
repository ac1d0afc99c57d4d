namespace Robotics.RewardModels.Learning;

/// <summary>
/// A small stream of random numbers that starts at a seed, usually one from <see cref="StepSeed"/>. Same seed, same
/// numbers, on every machine and in every version.
/// </summary>
public sealed class StepRandom
{
    private ulong _counter;

    /// <summary>Starts the stream of a seed.</summary>
    public StepRandom(ulong seed) => _counter = seed;

    /// <summary>Starts the stream of one purpose at one training step.</summary>
    public StepRandom(ulong seed, long step, int purpose = 0)
        : this(StepSeed.Of(seed, step, purpose))
    {
    }

    /// <summary>64 random bits.</summary>
    public ulong NextBits() => StepSeed.Mix(_counter++);

    /// <summary>Uniform in [0, 1).</summary>
    public double NextDouble() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Uniform in 0 to <paramref name="count"/> - 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is not positive.</exception>
    public int Next(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        return (int)Math.BigMul(NextBits(), (ulong)count, out _);
    }

    /// <summary>Standard normal (Box and Muller 1958).</summary>
    public double NextGaussian()
    {
        var radius = Math.Sqrt(-2 * Math.Log(1 - NextDouble()));
        return radius * Math.Cos(2 * Math.PI * NextDouble());
    }

    /// <summary>Puts the elements into a uniformly random order (Fisher and Yates).</summary>
    public void Shuffle<T>(Span<T> elements)
    {
        for (var i = elements.Length - 1; i > 0; i--)
        {
            var j = Next(i + 1);
            (elements[i], elements[j]) = (elements[j], elements[i]);
        }
    }
}
