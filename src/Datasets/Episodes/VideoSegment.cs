namespace Robotics.Datasets;

/// <summary>A camera's part of one episode: seconds [From, To) of a video file.</summary>
public sealed record VideoSegment(string Path, double From, double To)
{
    /// <summary>Where the episode stands in the file by counting; null where it has the file to itself.</summary>
    public FilePlace? Place { get; init; }
}
