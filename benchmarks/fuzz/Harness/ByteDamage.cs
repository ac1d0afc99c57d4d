namespace Robotics.Benchmarks.Fuzz.Harness;

/// <summary>What happens to files on bad disks, in broken transfers, and by malice.</summary>
internal static class ByteDamage
{
    private static readonly byte[] Telling = [0x00, 0x01, 0x7F, 0x80, 0xFF];

    /// <summary>Cuts, overwrites, moves, inserts or removes bytes; half of the overwriting happens within <paramref name="index"/>.</summary>
    public static byte[] Apply(byte[] sound, Random random, Range index) => random.Next(10) switch
    {
        0 => sound[..random.Next(sound.Length)],
        1 => Moved(sound, random),
        2 => Inserted(sound, random),
        3 => Removed(sound, random),
        _ => Overwritten(sound, random, index),
    };

    private static byte[] Overwritten(byte[] sound, Random random, Range index)
    {
        byte[] damaged = [.. sound];
        var (start, length) = index.GetOffsetAndLength(sound.Length);
        for (int changes = 1 << random.Next(5); changes > 0; changes--)
        {
            int place = random.Next(2) == 0 && length > 0 ? start + random.Next(length) : random.Next(damaged.Length);
            damaged[place] = random.Next(3) switch
            {
                0 => (byte)random.Next(256),
                1 => Telling[random.Next(Telling.Length)],
                _ => (byte)(damaged[place] ^ 1 << random.Next(8)),
            };
        }
        return damaged;
    }

    private static byte[] Moved(byte[] sound, Random random)
    {
        byte[] damaged = [.. sound];
        int length = random.Next(1, Math.Min(64, sound.Length));
        sound.AsSpan(random.Next(sound.Length - length), length).CopyTo(damaged.AsSpan(random.Next(sound.Length - length)));
        return damaged;
    }

    private static byte[] Inserted(byte[] sound, Random random)
    {
        var extra = new byte[random.Next(1, 64)];
        random.NextBytes(extra);
        int place = random.Next(sound.Length);
        return [.. sound[..place], .. extra, .. sound[place..]];
    }

    private static byte[] Removed(byte[] sound, Random random)
    {
        int place = random.Next(sound.Length), length = Math.Min(random.Next(1, 64), sound.Length - place);
        return [.. sound[..place], .. sound[(place + length)..]];
    }
}
