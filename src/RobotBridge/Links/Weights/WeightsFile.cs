using System.Buffers.Binary;
using System.Security.Cryptography;
using Robotics.Datasets;
using Robotics.Datasets.Files;

namespace Robotics.RobotBridge.Links.Weights;

/// <summary>
/// Policy weights on disk, on both ends of the link: who published them, their version, length and SHA-256, then the bytes.
/// A file is renamed to its name when it is whole, and checked again whenever it is read.
/// </summary>
internal static class WeightsFile
{
    /// <summary>Bytes before the weights.</summary>
    public const int HeaderLength = 76;

    private static ReadOnlySpan<byte> Magic => "RBTWGT01"u8;

    /// <summary>The header of some weights.</summary>
    public static byte[] Header(PolicyWeights weights)
    {
        var header = new byte[HeaderLength];
        Magic.CopyTo(header);
        weights.Learner.TryWriteBytes(header.AsSpan(8));
        BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(24), weights.Version);
        BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(32), weights.Length);
        Convert.FromHexString(weights.Sha256, header.AsSpan(40), out _, out _);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(72), Crc32C.Of(header.AsSpan(0, 72)));
        return header;
    }

    /// <summary>Writes a whole file.</summary>
    public static void Write(string path, PolicyWeights weights, byte[] bytes) => AtomicFile.Write(path, file =>
    {
        file.Write(Header(weights));
        file.Write(bytes);
    });

    /// <summary>What a file holds; null where there is none.</summary>
    /// <exception cref="DataException">The file is damaged.</exception>
    public static PolicyWeights? Describe(string path)
    {
        if (!File.Exists(path))
            return null;
        using var file = File.OpenRead(path);
        return ReadHeader(file, path);
    }

    /// <summary>The weights themselves, checked from the first byte to the last.</summary>
    /// <exception cref="DataException">There is no such file, or it is damaged.</exception>
    public static (PolicyWeights Weights, byte[] Bytes) Read(string path)
    {
        using var file = OpenExisting(path);
        var weights = ReadHeader(file, path);
        var bytes = new byte[weights.Length];
        file.ReadExactly(bytes);
        return Convert.ToHexStringLower(SHA256.HashData(bytes)) == weights.Sha256 ? (weights, bytes) : throw Damaged(path);
    }

    private static FileStream OpenExisting(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        }
        catch (FileNotFoundException fault)
        {
            throw new DataException($"{path}: the weights are gone.", fault);
        }
    }

    private static PolicyWeights ReadHeader(FileStream file, string path)
    {
        var header = new byte[HeaderLength];
        if (file.ReadAtLeast(header, HeaderLength, throwOnEndOfStream: false) < HeaderLength || !header.AsSpan().StartsWith(Magic))
            throw Damaged(path);
        var weights = new PolicyWeights(
            new Guid(header.AsSpan(8, 16)), BinaryPrimitives.ReadInt64LittleEndian(header.AsSpan(24)),
            BinaryPrimitives.ReadInt64LittleEndian(header.AsSpan(32)), Convert.ToHexStringLower(header.AsSpan(40, 32)));
        var isWhole = BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(72)) == Crc32C.Of(header.AsSpan(0, 72)) && file.Length == HeaderLength + weights.Length;
        return isWhole ? weights : throw Damaged(path);
    }

    private static DataException Damaged(string path) =>
        new(new Defect(path, "the weights are damaged.", "Remove the file; the learner sends them again."));
}
