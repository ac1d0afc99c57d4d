namespace Robotics.Perception.Backbones;

/// <summary>
/// Standard normal numbers from a seed, the same on every run and version of .NET: SplitMix64 (Steele, Lea and Flood 2014)
/// through the transform of Box and Muller (1958).
/// </summary>
internal sealed class GaussianSequence(ulong seed)
{
    private ulong _state = seed;
    private double? _spare;

    internal double Next()
    {
        if (_spare is { } spare)
        {
            _spare = null;
            return spare;
        }
        // 1 - u keeps the logarithm's argument above zero
        double radius = Math.Sqrt(-2 * Math.Log(1 - Uniform())), angle = 2 * Math.PI * Uniform();
        _spare = radius * Math.Sin(angle);
        return radius * Math.Cos(angle);
    }

    private double Uniform()
    {
        _state += 0x9E3779B97F4A7C15;
        ulong mixed = _state;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return ((mixed ^ (mixed >> 31)) >> 11) * (1.0 / (1UL << 53));
    }
}
