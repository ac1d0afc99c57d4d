namespace Robotics.Cli.Runs;

/// <summary>Castagnoli's cyclic redundancy check (RFC 3720, appendix B.4), as TFRecord files carry it.</summary>
internal static class Crc32C
{
    private const uint ReversedPolynomial = 0x82F63B78;
    private static readonly uint[] Table = Enumerable.Range(0, 256).Select(TableEntry).ToArray();

    /// <summary>The checksum of some bytes.</summary>
    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var b in bytes) crc = (crc >> 8) ^ Table[(crc ^ b) & 0xFF];
        return ~crc;
    }

    /// <summary>TFRecord's mask: a record that itself contains checksums must not weaken its own.</summary>
    public static uint Masked(ReadOnlySpan<byte> bytes)
    {
        var crc = Of(bytes);
        return ((crc >> 15) | (crc << 17)) + 0xA282EAD8;
    }

    private static uint TableEntry(int index)
    {
        var value = (uint)index;
        for (var bit = 0; bit < 8; bit++) value = (value & 1) == 1 ? (value >> 1) ^ ReversedPolynomial : value >> 1;
        return value;
    }
}
