using System.Runtime.InteropServices;

namespace Robotics.Perception.Features;

/// <summary>The first 128 bytes of a feature file; the values [Frames, Dimension] as float16 follow.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 1, Size = Length)]
internal unsafe struct FeatureFileHeader
{
    internal const int Length = 128;
    internal const int HashLength = 32;

    // "RFEAT" and the version of the form
    private const ulong CurrentMagic = 0x0000_0154_4145_4652;

    internal ulong Magic;
    internal int Frames;
    internal int Dimension;
    internal fixed byte Key[HashLength];
    internal fixed byte Checksum[HashLength];

    internal static FeatureFileHeader Create(int frames, int dimension, ReadOnlySpan<byte> key, ReadOnlySpan<byte> checksum)
    {
        var header = new FeatureFileHeader { Magic = CurrentMagic, Frames = frames, Dimension = dimension };
        key.CopyTo(new Span<byte>(header.Key, HashLength));
        checksum.CopyTo(new Span<byte>(header.Checksum, HashLength));
        return header;
    }

    internal readonly long FileLength => Length + ValueBytes;

    internal readonly long ValueBytes => (long)Frames * Dimension * sizeof(ushort);

    /// <summary>What is wrong with a file that begins like this; null where nothing is.</summary>
    internal readonly string? Fault(FeatureKey key, long fileLength)
    {
        if (Magic != CurrentMagic) return "it is no feature file of this version";
        if (Frames != key.Frames || Dimension < 1 || FileLength != fileLength) return "its length is not what its header says";
        fixed (byte* stored = Key)
            return new ReadOnlySpan<byte>(stored, HashLength).SequenceEqual(key.Hash()) ? null : "it belongs to another video or backbone";
    }

    internal readonly bool HasChecksum(ReadOnlySpan<byte> checksum)
    {
        fixed (byte* stored = Checksum) return new ReadOnlySpan<byte>(stored, HashLength).SequenceEqual(checksum);
    }
}
