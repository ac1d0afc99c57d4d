namespace Robotics.Datasets.Mcap;

/// <summary>How a file is written.</summary>
public sealed record McapWriterOptions
{
    /// <summary>How chunks are compressed.</summary>
    public McapCompression Compression { get; init; } = McapCompression.Zstd;

    /// <summary>A chunk is closed when its records reach this many bytes: what a crash can lose, and what a reader loads at once.</summary>
    public int ChunkBytes { get; init; } = 1 << 20;

    /// <summary>Conventions that the file follows.</summary>
    public string Profile { get; init; } = "ros2";

    /// <summary>Program that writes the file.</summary>
    public string Library { get; init; } = "robotics";
}
