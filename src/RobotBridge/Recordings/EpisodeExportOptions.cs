using Robotics.Datasets.Mcap;

namespace Robotics.RobotBridge.Recordings;

/// <summary>How an episode is exported.</summary>
public sealed record EpisodeExportOptions
{
    // 2000-01-01: a stamp of zero would mean "none" to ROS
    private const long DefaultStart = 946_684_800_000_000_000;

    /// <summary>JPEG quality of the images, 0 to 100.</summary>
    public int JpegQuality { get; init; } = 95;

    /// <summary>How chunks are compressed; JPEG gains nothing from it, the rest little.</summary>
    public McapCompression Compression { get; init; } = McapCompression.Zstd;

    /// <summary>Stamp of the first frame, nanoseconds since the epoch, for episodes that do not say when they were recorded.</summary>
    public long Start { get; init; } = DefaultStart;
}
