using System.Buffers.Binary;

namespace Robotics.Benchmarks.LinkKills;

/// <summary>Weights whose every byte follows from the first four: whether they are torn can be seen without any checksum.</summary>
internal static class SeededWeights
{
    public static byte[] Of(int seed)
    {
        var random = new Random(seed);
        var bytes = new byte[4 + random.Next(100_000, 16_000_000)];
        random.NextBytes(bytes);
        BinaryPrimitives.WriteInt32LittleEndian(bytes, seed);
        return bytes;
    }

    public static string? Fault(byte[] bytes) =>
        bytes.Length >= 4 && bytes.AsSpan().SequenceEqual(Of(BinaryPrimitives.ReadInt32LittleEndian(bytes))) ? null : "they are torn";
}
