using Robotics.Datasets;

namespace Robotics.Perception.Video;

/// <summary>
/// Where an episode begins in a file. Counted where the file holds the frames of its episodes and no others; else frame 0 is
/// the one whose time stamp lies nearest to the segment's start, at most half a frame from it.
/// </summary>
internal static class EpisodeStart
{
    // FFmpeg begins a joined clip at the first whole millisecond after the end of the one before, LeRobot's metadata at its end
    private const double MostPerJoin = 1e-3;

    /// <summary>Seconds of the file.</summary>
    /// <param name="segment">Where the episode is, by the metadata.</param>
    /// <param name="timeOfKeyFrame">Time stamp of the key frame with a number, in a file of so many frames; null where there is none.</param>
    /// <param name="frameTime">Seconds from frame to frame.</param>
    internal static double Of(VideoSegment segment, Func<long, long, double?> timeOfKeyFrame, double frameTime)
    {
        if (segment.Place is not { } place || timeOfKeyFrame(place.Frames, place.FileFrames) is not { } counted) return segment.From;
        // farther off than joins explain, the episodes' lengths are wrong somewhere before
        return Math.Abs(counted - segment.From) <= place.Episodes * MostPerJoin + frameTime / 2 ? counted : segment.From;
    }
}
