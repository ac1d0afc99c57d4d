using Robotics.RewardModels.Learning;

namespace Robotics.Policy.Imitation;

/// <summary>Turns byte planes into the network's numbers in [-1, 1], shifted and recoloured at random.</summary>
internal readonly struct ImageAugmentation
{
    private const float Scale = 2f / 255;
    private readonly int _shiftX;
    private readonly int _shiftY;
    private readonly float _red;
    private readonly float _green;
    private readonly float _blue;

    private ImageAugmentation(int shiftX, int shiftY, float red, float green, float blue) =>
        (_shiftX, _shiftY, _red, _green, _blue) = (shiftX, shiftY, red, green, blue);

    /// <summary>Leaves the image as it is: what a policy sees when it acts.</summary>
    public static ImageAugmentation None { get; } = new(0, 0, Scale, Scale, Scale);

    /// <summary>Draws a shift of up to <paramref name="shift"/> pixels and gains of up to <paramref name="jitter"/>.</summary>
    public static ImageAugmentation Draw(StepRandom random, int shift, double jitter)
    {
        var (x, y) = (random.Next((2 * shift) + 1) - shift, random.Next((2 * shift) + 1) - shift);
        var brightness = Gain(random, jitter);
        return new ImageAugmentation(
            x, y, Scale * brightness * Gain(random, jitter / 2), Scale * brightness * Gain(random, jitter / 2), Scale * brightness * Gain(random, jitter / 2));
    }

    /// <summary>Writes one image.</summary>
    /// <param name="planes">[3, S, S]</param>
    /// <param name="size">S.</param>
    /// <param name="target">[3, S, S]</param>
    public void Apply(ReadOnlySpan<byte> planes, int size, Span<float> target)
    {
        var plane = size * size;
        for (var channel = 0; channel < 3; channel++)
        {
            var gain = channel switch { 0 => _red, 1 => _green, _ => _blue };
            for (var row = 0; row < size; row++)
            {
                var source = planes.Slice((channel * plane) + (Math.Clamp(row + _shiftY, 0, size - 1) * size), size);
                Row(source, target.Slice((channel * plane) + (row * size), size), gain);
            }
        }
    }

    private static float Gain(StepRandom random, double jitter) => (float)(1 + (jitter * ((2 * random.NextDouble()) - 1)));

    /// <summary>A row shifted sideways: the border pixel repeated, then the part that stays in view.</summary>
    private void Row(ReadOnlySpan<byte> source, Span<float> target, float gain)
    {
        var size = source.Length;
        var (from, to) = (Math.Max(0, -_shiftX), Math.Min(size, size - _shiftX));
        target[..from].Fill((source[0] * gain) - 1);
        target[to..].Fill((source[^1] * gain) - 1);
        var seen = source.Slice(from + _shiftX, to - from);
        var written = target[from..to];
        for (var i = 0; i < seen.Length; i++)
            written[i] = (seen[i] * gain) - 1;
    }
}
