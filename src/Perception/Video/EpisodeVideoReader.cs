using Robotics.Datasets;

namespace Robotics.Perception.Video;

/// <summary>
/// Reads the frames of one episode into buffers of the caller, in order or from any frame on. Frame 0 is the one that
/// <see cref="EpisodeStart"/> finds. Every further frame must stand within half a frame of its own time and follow the one before it by half to one and
/// a half frame times, so that reading in order and by place give the same, and no frame is taken twice or left out.
/// </summary>
public sealed class EpisodeVideoReader : IDisposable
{
    // a gap of two frame times is a frame that was never written; half of one is a video of twice the rate
    private const double ShortestGap = 0.5 + Rounding;
    private const double LongestGap = 1.5 + Rounding;
    private const double FarthestOffset = 0.5 + Rounding;
    private const double Rounding = 1e-3;

    private readonly VideoSegment _segment;
    private readonly int _frames;
    private readonly double _fps;
    private readonly VideoReader _video;
    private readonly bool _ownsVideo;
    private readonly double _frameTime;
    private readonly double _start;
    private double _previous;

    /// <summary>Opens the file at the episode's first frame.</summary>
    /// <param name="segment">Where the episode is.</param>
    /// <param name="frames">Frames of the episode.</param>
    /// <param name="fps">Frames per second of the dataset.</param>
    /// <param name="width">Columns of the frames to return; 0 for the file's own.</param>
    /// <param name="height">Rows of the frames to return; 0 for the file's own.</param>
    /// <exception cref="DataException">The file is missing or no video, or the segment's start is impossible.</exception>
    public EpisodeVideoReader(VideoSegment segment, int frames, double fps, int width = 0, int height = 0)
        : this(Require(segment, frames, fps), frames, fps, new VideoReader(segment.Path, 1, width, height))
    {
        _ownsVideo = true;
        try
        {
            Seek(0);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Reads from a file that is open already and stays open; <see cref="Seek"/> must come before the first frame.</summary>
    internal EpisodeVideoReader(VideoSegment segment, int frames, double fps, VideoReader video)
    {
        (_segment, _frames, _fps, _video) = (Require(segment, frames, fps), frames, fps, video);
        _frameTime = FrameTime();
        _start = EpisodeStart.Of(segment, video.TimeOfKeyFrame, _frameTime);
    }

    /// <summary>Columns of the returned frames.</summary>
    public int Width => _video.Width;

    /// <summary>Rows of the returned frames.</summary>
    public int Height => _video.Height;

    /// <summary>The episode's frame that is read next.</summary>
    public int Next { get; private set; }

    /// <summary>
    /// Moves to a frame, from the key frame before it. A file whose steady clock runs slower or faster than the dataset's rate is
    /// followed by its own clock.
    /// </summary>
    public void Seek(int frame)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(frame);
        Next = frame;
        double seconds = _start + frame * _frameTime;
        _previous = seconds - _frameTime;
        SeekVideo(seconds);
    }

    /// <summary>Reads the next frame into [Height, Width, 3].</summary>
    /// <exception cref="DataException">The frame is missing or damaged; the message names the file and the episode's frame.</exception>
    /// <exception cref="InvalidOperationException">All frames of the episode were read.</exception>
    public void Read(Span<byte> rgb)
    {
        if (Next >= _frames) throw new InvalidOperationException($"All {_frames} frames of the episode were read.");
        if (!TryRead(rgb, out double seconds)) throw Missing("the video ends before it");
        double gap = (seconds - _previous) / _frameTime;
        if (gap is < ShortestGap or > LongestGap)
            throw Missing($"the next one in the file stands {gap:F2} frame times after the one before it, at {seconds:F4} s");
        double offset = (seconds - _start) / _frameTime - Next;
        if (Math.Abs(offset) > FarthestOffset)
            throw Missing($"the next one in the file stands {offset:+0.00;-0.00} frame times from its place, at {seconds:F4} s");
        _previous = seconds;
        Next++;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_ownsVideo) _video.Dispose();
    }

    private static VideoSegment Require(VideoSegment segment, int frames, double fps)
    {
        ArgumentNullException.ThrowIfNull(segment);
        ArgumentOutOfRangeException.ThrowIfNegative(frames);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(fps);
        return double.IsFinite(segment.From) && segment.From >= 0 ? segment : throw new DataException(
            new Defect(segment.Path, $"an episode starts at {segment.From} s.", "Correct from_timestamp in the dataset's metadata."));
    }

    // a clock far from the dataset's rate is no drift but another recording, which the gaps between frames then show
    private double FrameTime() => _video.ClockRate / _fps is > 0.9 and < 1.1 ? 1 / _video.ClockRate : 1 / _fps;

    private bool TryRead(Span<byte> rgb, out double seconds)
    {
        try
        {
            return _video.TryRead(rgb, out seconds);
        }
        catch (DataException fault) when (fault.Defect is { } defect)
        {
            throw InEpisode(defect, fault);
        }
    }

    private void SeekVideo(double seconds)
    {
        try
        {
            _video.Seek(seconds);
        }
        catch (DataException fault) when (fault.Defect is { } defect)
        {
            throw InEpisode(defect, fault);
        }
    }

    private DataException Missing(string reason) => new(new Defect(
        _segment.Path,
        $"this frame of the episode's {_frames} (from {_start:F4} s of the file) is missing: {reason}.",
        "Check fps and the episode's time stamps in the metadata, or leave the episode out.")
    { Frame = Next });

    // the decoder counts frames of the file; users count frames of the episode
    private DataException InEpisode(Defect defect, Exception inner) => new(
        defect with { Problem = $"{defect.Problem.TrimEnd('.')} (frame {defect.Frame} of the file).", Frame = Next }, inner);
}
