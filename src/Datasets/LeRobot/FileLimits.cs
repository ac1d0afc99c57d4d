namespace Robotics.Datasets.LeRobot;

/// <summary>When a new file of a v3.0 dataset starts. Mebibytes are LeRobot's own.</summary>
internal static class FileLimits
{
    public const int DataMebibytes = 100;

    /// <summary>Each is a row group, which the footer describes; readers hold the whole footer in memory, about 8 KiB an episode.</summary>
    public const int DataEpisodes = 250;

    public const int VideoMebibytes = 200;
}
