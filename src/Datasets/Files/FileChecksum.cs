using System.Security.Cryptography;

namespace Robotics.Datasets.Files;

/// <summary>Knows files by their content.</summary>
public static class FileChecksum
{
    /// <summary>SHA-256 of a file's bytes, hexadecimal.</summary>
    public static string Sha256(string path)
    {
        using var stream = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}
