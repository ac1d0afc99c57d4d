using System.Collections.Concurrent;
using System.Security.Cryptography;
using Robotics.Datasets;
using Robotics.Datasets.Files;

namespace Robotics.Perception.Features;

/// <summary>Hashes video files by their bytes; a file that keeps path, size and time of change is read once per process.</summary>
public static class VideoFingerprint
{
    private static readonly ConcurrentDictionary<(string Path, long Size, DateTime Changed), Lazy<string>> Known = new();

    /// <summary>SHA-256 of the file's bytes, hexadecimal.</summary>
    /// <exception cref="DataException">The file is missing.</exception>
    public static string Of(string path)
    {
        var file = new FileInfo(path);
        if (!file.Exists) throw new DataException(new Defect(path, "the video file is missing.", "Copy it again from its source, or leave the episode out."));
        // lanes that begin with episodes of one file wait for one of them to read it
        return Known.GetOrAdd((file.FullName, file.Length, file.LastWriteTimeUtc), static identity => new Lazy<string>(() => FileChecksum.Sha256(identity.Path))).Value;
    }
}
