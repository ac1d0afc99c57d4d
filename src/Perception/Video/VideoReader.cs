using Robotics.Datasets;
using Robotics.Perception.Video.LibAv;

namespace Robotics.Perception.Video;

/// <summary>
/// Reads the frames of a video file in order, each exactly once; seeks by key frame. Holds one decoded frame at a time
/// besides the decoder's own references, whatever the length of the file.
/// </summary>
public sealed unsafe class VideoReader : IDisposable
{
    // a last frame this many frame times before the promised end means that the file was cut
    private const double MissingTail = 1.5;

    // share of a frame time by which time stamps may be rounded
    private const double Rounding = 0.01;

    private readonly VideoDemuxer _demuxer;
    private readonly VideoDecoder _decoder;
    private readonly FrameScaler _scaler;
    private bool _pending;
    private bool _ended;
    private double _decoded = double.NegativeInfinity;
    private double _decodedSinceSeek = double.NegativeInfinity;
    private bool _fromStart = true;
    private bool _needsStart;

    /// <summary>Opens a file.</summary>
    /// <param name="path">An mp4, mov, mkv, webm or avi file; H.264, AV1 or whatever else FFmpeg decodes.</param>
    /// <param name="threads">Decoder threads.</param>
    /// <param name="width">Columns of the frames to return; 0 for the file's own. Scaled by area averaging where they shrink.</param>
    /// <param name="height">Rows of the frames to return; 0 for the file's own.</param>
    /// <exception cref="DataException">The file is missing or no video.</exception>
    /// <exception cref="PlatformNotSupportedException">FFmpeg 5.1's libraries are missing; the message names the packages.</exception>
    public VideoReader(string path, int threads = 1, int width = 0, int height = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(width);
        ArgumentOutOfRangeException.ThrowIfNegative(height);
        _demuxer = new VideoDemuxer(path);
        try
        {
            Info = _demuxer.Describe();
            RequireSize(path, Info);
            (Width, Height) = (width == 0 ? Info.Width : width, height == 0 ? Info.Height : height);
            _decoder = new VideoDecoder(_demuxer, threads);
            _scaler = new FrameScaler(path, (Info.Width, Info.Height), Width, Height);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>What the container says about the video.</summary>
    public VideoFileInfo Info { get; }

    /// <summary>Columns of the returned frames.</summary>
    public int Width { get; }

    /// <summary>Rows of the returned frames.</summary>
    public int Height { get; }

    /// <summary>Frames per second on average, by the container.</summary>
    public double FrameRate => Info.Fps;

    /// <summary>Frames per second of the clock that the time stamps fall on; differs from the average where frames are missing.</summary>
    public double ClockRate => _demuxer.ClockRate;

    /// <summary>Time stamp of the key frame that stands at a place in a file of so many frames; null where there is none.</summary>
    internal double? TimeOfKeyFrame(long frame, long fileFrames) => _demuxer.TimeOfKeyFrame(frame, fileFrames);

    /// <summary>Decodes the next frame.</summary>
    /// <param name="rgb">[Height, Width, 3]</param>
    /// <param name="seconds">The frame's time stamp, counted from the file's first frame.</param>
    /// <returns>False after the last frame.</returns>
    /// <exception cref="DataException">The frame is damaged, or the file ends before the length that its header promises.</exception>
    public bool TryRead(Span<byte> rgb, out double seconds)
    {
        if (rgb.Length != Width * Height * 3) throw new ArgumentException($"{rgb.Length} bytes do not hold {Width}x{Height} RGB pixels.", nameof(rgb));
        if (!TryAdvance(out seconds)) return false;
        _scaler.Convert(_decoder.Frame, rgb);
        return true;
    }

    /// <summary>Decodes the next frame without converting it: skipping, counting and checking cost no colour conversion.</summary>
    /// <inheritdoc cref="TryRead" path="/returns|/exception"/>
    public bool TryAdvance(out double seconds)
    {
        if (!_pending && !Decode())
        {
            seconds = double.NaN;
            return false;
        }
        _pending = false;
        seconds = _decoded;
        return true;
    }

    /// <summary>
    /// Moves so that the next frame read is the one nearest to the time: the first that is at most half a frame early.
    /// Decodes from the key frame before it, or onwards from here where that is nearer.
    /// </summary>
    /// <exception cref="DataException">A frame on the way is damaged.</exception>
    public void Seek(double seconds)
    {
        double earliest = seconds - FrameTime / 2;
        if (_pending && IsFirstSince(earliest)) return;
        double from = SearchFrom(seconds, earliest);
        if (!ReachesForwards(from, earliest)) Rewind(from, earliest);
        while (!_pending || _decoded < earliest)
            if (!Decode()) return;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _scaler?.Dispose();
        _decoder?.Dispose();
        _demuxer.Dispose();
    }

    private static void RequireSize(string path, VideoFileInfo info)
    {
        if (info.Width <= 0 || info.Height <= 0 || (long)info.Width * info.Height > DecoderContext.MaxPixels)
            throw new DataException(new Defect(path, $"a picture size of {info.Width}x{info.Height} cannot be.", "The header is damaged: copy the file again from its source."));
    }

    private bool Decode()
    {
        _pending = !_ended && TryDecode();
        if (_pending) _decoded = _decodedSinceSeek = _decoder.Position * _demuxer.Tick;
        else if (!_ended) End();
        return _pending;
    }

    private bool TryDecode()
    {
        try
        {
            return _decoder.TryDecode();
        }
        catch (DataException) when (!_fromStart)
        {
            return TryDecodeFromStart(_decodedSinceSeek);
        }
    }

    // in open groups frames refer to what lies before their key frame: whether the file is damaged shows only from its start on
    private bool TryDecodeFromStart(double last)
    {
        GoTo(0);
        bool found = _decoder.TryDecode();
        while (found && _decoder.Position * _demuxer.Tick <= last) found = _decoder.TryDecode();
        _needsStart = true;
        return found;
    }

    private void End()
    {
        _ended = true;
        double missing = (Info.Duration - _decoded) * FrameRate;
        if (FrameRate > 0 && missing > MissingTail && !double.IsInfinity(missing) && !IsLastInIndex())
            throw new DataException(new Defect(
                _demuxer.Path, $"the video ends before this frame, but its header promises {Info.Frames} frames.", "The file is cut off: copy it again from its source.")
            { Frame = (int)_decoder.FrameNumber + 1 });
    }

    // a last frame may be shown for longer than the others
    private bool IsLastInIndex() => _demuxer.LastOf(Info.Frames) is { } last && Seconds(last) < _decoded + FrameTime / 2;

    private double FrameTime => 1 / Math.Max(FrameRate, 1);

    private bool IsFirstSince(double earliest) => _decoded >= earliest && _decoded < earliest + FrameTime;

    // a key frame at the time itself is where to begin, unless an earlier frame lies within the half frame before it
    private double SearchFrom(double seconds, double earliest)
    {
        double latest = seconds + FrameTime * Rounding;
        long? before = _demuxer.KeyFrameBefore(Ticks(latest)) is { } keyFrame ? _demuxer.FrameBefore(keyFrame - 1) : null;
        return before is { } neighbour && Seconds(neighbour) < earliest ? latest : earliest;
    }

    // whether decoding onwards meets the frame sooner than the key frame before it would
    private bool ReachesForwards(double from, double earliest)
    {
        if (_ended || double.IsInfinity(_decoded) || _decoded >= earliest) return false;
        return _needsStart || _demuxer.KeyFrameBefore(Ticks(from)) is { } keyFrame && Seconds(keyFrame) <= _decoded;
    }

    // containers index decoding times, which B-frames put before display times: step back until the target is ahead
    private void Rewind(double start, double earliest)
    {
        for (double margin = 0; ; margin = margin * 2 + 0.5)
        {
            double from = _needsStart ? 0 : Math.Max(start - margin, 0);
            GoTo(from);
            if (from <= 0 || (Decode() && (_decoded < earliest || IsFirstSince(earliest)))) return;
        }
    }

    private void GoTo(double from)
    {
        _demuxer.SeekKeyFrame(Ticks(from));
        _decoder.Flush();
        (_ended, _pending, _fromStart) = (false, false, from <= 0);
        _decodedSinceSeek = double.NegativeInfinity;
    }

    private double Seconds(long ticks) => (ticks - _demuxer.Start) * _demuxer.Tick;

    private long Ticks(double seconds) => (long)Math.Round(Math.Max(seconds, 0) / _demuxer.Tick) + _demuxer.Start;
}
