using System.Buffers.Binary;
using System.Numerics;

namespace Robotics.Datasets.Files;

/// <summary>Castagnoli's cyclic redundancy check (RFC 3720, appendix B.4).</summary>
public static class Crc32C
{
    /// <summary>The checksum of some bytes, or of these behind others.</summary>
    /// <param name="bytes">What to check.</param>
    /// <param name="before">The checksum of what came before them.</param>
    public static uint Of(ReadOnlySpan<byte> bytes, uint before = 0)
    {
        var crc = ~before;
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        foreach (var b in bytes)
            crc = BitOperations.Crc32C(crc, b);
        return ~crc;
    }
}
