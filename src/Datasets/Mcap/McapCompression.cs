namespace Robotics.Datasets.Mcap;

/// <summary>How chunks are compressed.</summary>
public enum McapCompression
{
    /// <summary>Not at all: right for compressed images alone.</summary>
    None,

    /// <summary>Frames of LZ4: fast, weak.</summary>
    Lz4,

    /// <summary>Zstandard: what ROS 2 recorders use.</summary>
    Zstd,
}
