using System.Security.Cryptography;
using System.Text;
using Robotics.Datasets;
using Robotics.Datasets.Files;
using Robotics.Perception.Video;

namespace Robotics.Policy.Imitation;

/// <summary>
/// Finds the training images of a camera, or decodes them. A file is named by what it was made from - the videos'
/// content, the episodes, the size - so a stale one is never used and any number of trainings share a folder.
/// </summary>
public sealed class TrainingImageCache
{
    private readonly string _folder;
    private readonly Dictionary<string, string> _videoHashes = [];

    /// <summary>Uses this folder, and makes it where it does not exist.</summary>
    public TrainingImageCache(string folder)
    {
        _folder = folder;
        Directory.CreateDirectory(folder);
    }

    /// <summary>The frames of all episodes, one after the other.</summary>
    /// <param name="episodes">Their order is the order of the frames.</param>
    /// <param name="camera">Short name, such as <c>front</c>.</param>
    /// <param name="fps">Frames per second of the dataset.</param>
    /// <param name="size">Pixels along an edge.</param>
    /// <param name="progress">Told the episodes done.</param>
    /// <param name="cancellation">Leaves the folder as it was.</param>
    /// <exception cref="DataException">An episode lacks the camera or a frame; names episode, file and frame.</exception>
    public TrainingImages Open(
        IReadOnlyList<Episode> episodes,
        string camera,
        double fps,
        int size,
        IProgress<int>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(episodes);
        var segments = episodes.Select(e => Segment(e, camera)).ToArray();
        var path = Path.Combine(_folder, $"{camera}-{size}px-{Key(episodes, segments, fps, size)}.images");
        if (!IsUsable(path))
            TrainingImages.Write(path, size, Decode(episodes, segments, fps, progress), cancellation);
        return TrainingImages.Open(path);
    }

    private static IEnumerable<RgbImage> Decode(IReadOnlyList<Episode> episodes, VideoSegment[] segments, double fps, IProgress<int>? progress)
    {
        for (var i = 0; i < segments.Length; i++)
        {
            foreach (var image in EpisodeVideo.Read(segments[i], episodes[i].Length, fps))
                yield return image;
            progress?.Report(i + 1);
        }
    }

    private static VideoSegment Segment(Episode episode, string camera) => episode.Videos.TryGetValue(camera, out var segment)
        ? segment
        : throw new DataException($"Episode {episode.Index} has no camera {camera}; it has {string.Join(", ", episode.Videos.Keys)}.");

    private static bool IsUsable(string path)
    {
        if (!File.Exists(path))
            return false;
        try
        {
            using var images = TrainingImages.Open(path);
            return true;
        }
        catch (DataException)
        {
            // a damaged file is made again
            return false;
        }
    }

    private string Key(IReadOnlyList<Episode> episodes, VideoSegment[] segments, double fps, int size)
    {
        var text = new StringBuilder($"{size} {fps:R}\n");
        for (var i = 0; i < segments.Length; i++)
            text.Append($"{VideoHash(segments[i].Path)} {segments[i].From:R} {segments[i].Place} {episodes[i].Length}\n");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())))[..24];
    }

    private string VideoHash(string path)
    {
        if (_videoHashes.TryGetValue(path, out var hash))
            return hash;
        if (!File.Exists(path))
            throw new DataException($"{path}: the video is missing. Copy the dataset again, or leave its episodes out.");
        return _videoHashes[path] = FileChecksum.Sha256(path);
    }
}
