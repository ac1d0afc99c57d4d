using System.Security.Cryptography;
using System.Text;
using Robotics.Datasets.LeRobot;

namespace Robotics.Datasets.Sharding;

/// <summary>
/// Tells two states of a dataset apart without reading its videos: SHA-256 over the content of every metadata file and over
/// name and size of every file that the episodes lie in. What is computed from a video is keyed by its bytes beside this.
/// </summary>
public static class DatasetFingerprint
{
    private static readonly string MetadataFolder = Path.GetDirectoryName(DatasetPaths.Info)!;

    /// <summary>The fingerprint of some episodes, hexadecimal.</summary>
    /// <exception cref="DataException">A file of an episode is missing.</exception>
    public static string Of(LeRobotDataset dataset, IReadOnlyList<Episode> episodes)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentNullException.ThrowIfNull(episodes);
        dataset.RequireFiles(episodes);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in Sorted(Directory.GetFiles(Path.Combine(dataset.Directory, MetadataFolder), "*", SearchOption.AllDirectories)))
            Append(hash, Name(dataset, file), Convert.ToHexStringLower(ContentOf(file)));
        foreach (var file in Sorted(episodes.SelectMany(episode => episode.Videos.Values.Select(video => video.Path).Append(dataset.DataFile(episode))).Distinct()))
            Append(hash, Name(dataset, file), $"{new FileInfo(file).Length}");
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static IOrderedEnumerable<string> Sorted(IEnumerable<string> files) => files.Order(StringComparer.Ordinal);

    private static string Name(LeRobotDataset dataset, string file) => Path.GetRelativePath(dataset.Directory, file);

    private static byte[] ContentOf(string file)
    {
        using var stream = File.OpenRead(file);
        return SHA256.HashData(stream);
    }

    private static void Append(IncrementalHash hash, string name, string value) => hash.AppendData(Encoding.UTF8.GetBytes($"{name}\0{value}\n"));
}
