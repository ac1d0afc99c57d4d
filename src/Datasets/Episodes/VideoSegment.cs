namespace Robotics.Datasets;

/// <summary>A camera's part of one episode: seconds [From, To) of a video file.</summary>
public sealed record VideoSegment(string Path, double From, double To);
