using Robotics.Datasets;

namespace Robotics.Perception.Video;

/// <summary>One frame of one view of an episode.</summary>
/// <param name="Segment">Where the view's part of the episode is.</param>
/// <param name="Length">Frames of the episode.</param>
/// <param name="Frame">Which of them.</param>
public readonly record struct FrameRequest(VideoSegment Segment, int Length, int Frame);
