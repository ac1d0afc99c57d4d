using Robotics.Datasets;

namespace Robotics.Perception.Video;

/// <summary>The frames of one episode within a video file that may hold many episodes.</summary>
public static class EpisodeVideo
{
    // a gap of two frame times is a frame that was never written; half of one is a video of twice the rate
    private const double ShortestGap = 0.5;
    private const double LongestGap = 1.5;

    /// <summary>
    /// Reads the episode's frames one after the other. Frame 0 is the one whose time stamp lies nearest to the segment's
    /// start, at most half a frame from it: file frame round(From * fps) where the file runs on time. Every further frame must
    /// follow within half to one and a half frame times, so that clocks may drift but no frame is taken twice or left out.
    /// </summary>
    /// <param name="segment">Where the episode is.</param>
    /// <param name="frames">Frames of the episode; exactly as many are returned.</param>
    /// <param name="fps">Frames per second of the dataset.</param>
    /// <param name="width">Columns of the frames to return; 0 for the file's own.</param>
    /// <param name="height">Rows of the frames to return; 0 for the file's own.</param>
    /// <exception cref="DataException">A frame is missing or damaged; the message names the file and the first such frame.</exception>
    public static IEnumerable<RgbImage> Read(VideoSegment segment, int frames, double fps, int width = 0, int height = 0)
    {
        ArgumentNullException.ThrowIfNull(segment);
        ArgumentOutOfRangeException.ThrowIfNegative(frames);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(fps);
        if (!double.IsFinite(segment.From) || segment.From < 0)
            throw new DataException($"{segment.Path}: the episode starts at {segment.From} s; correct from_timestamp in the metadata.");
        return ReadFrames(segment, frames, fps, width, height);
    }

    private static IEnumerable<RgbImage> ReadFrames(VideoSegment segment, int frames, double fps, int width, int height)
    {
        using var reader = new VideoReader(segment.Path, 1, width, height);
        reader.Seek(segment.From);
        double previous = segment.From - 1 / fps;
        for (int frame = 0; frame < frames; frame++)
        {
            var pixels = new byte[reader.Width * reader.Height * 3];
            if (!reader.TryRead(pixels, out double seconds)) throw Missing(segment, frame, frames, "the video ends before it");
            double gap = (seconds - previous) * fps;
            if (gap is < ShortestGap - Rounding or > LongestGap + Rounding)
                throw Missing(segment, frame, frames, $"the next frame comes {gap:F2} frame times after the one before, at {seconds:F4} s");
            previous = seconds;
            yield return new RgbImage(reader.Width, reader.Height, pixels);
        }
    }

    private const double Rounding = 1e-3;

    private static DataException Missing(VideoSegment segment, int frame, int frames, string reason) => new(
        $"{segment.Path}: frame {frame} of the episode's {frames} (from {segment.From:F4} s) is missing: {reason}. " +
        "Check fps and the episode's time stamps in the metadata, or leave the episode out.");
}
