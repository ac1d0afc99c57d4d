namespace Robotics.Datasets;

/// <summary>The content of meta/info.json.</summary>
/// <param name="CodebaseVersion">Format version: <c>v3.0</c> or <c>v2.1</c>.</param>
/// <param name="Fps">Frames per second of every feature.</param>
/// <param name="RobotType">Robot's name.</param>
/// <param name="TotalEpisodes">Episodes that the metadata describes.</param>
/// <param name="TotalFrames">Frames of all of them.</param>
/// <param name="Features">By feature key, in the file's order.</param>
/// <param name="Splits">Name to <c>"first:end"</c> episode range.</param>
/// <param name="DataPath">Template of the data files' paths.</param>
/// <param name="VideoPath">Template of the video files' paths; null without video.</param>
/// <param name="ChunksSize">Files (v3.0) or episodes (v2.1) in one chunk folder.</param>
public sealed record DatasetInfo(
    string CodebaseVersion,
    int Fps,
    string? RobotType,
    int TotalEpisodes,
    long TotalFrames,
    IReadOnlyDictionary<string, FeatureInfo> Features,
    IReadOnlyDictionary<string, string> Splits,
    string DataPath,
    string? VideoPath,
    int ChunksSize)
{
    /// <summary>Tasks that the dataset has by this file; null where it does not say.</summary>
    public int? TotalTasks { get; init; }

    /// <summary>What every camera's feature key starts with.</summary>
    public const string CameraPrefix = "observation.images.";

    /// <summary>Whether episodes share files, as from v3.0 on; before, each had its own.</summary>
    internal bool IsCurrent => CodebaseVersion == "v3.0";

    /// <summary>A camera's name from its feature key: the key without <see cref="CameraPrefix"/>.</summary>
    public static string CameraName(string featureKey)
    {
        ArgumentNullException.ThrowIfNull(featureKey);
        return featureKey.StartsWith(CameraPrefix, StringComparison.Ordinal) ? featureKey[CameraPrefix.Length..] : featureKey;
    }

    /// <summary>Feature keys of the video cameras, in the file's order.</summary>
    public IReadOnlyList<string> VideoKeys => [.. Features.Where(feature => feature.Value.IsVideo).Select(feature => feature.Key)];
}
