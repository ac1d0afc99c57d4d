namespace Robotics.Perception.Video;

/// <summary>
/// Writes RGB frames into an mp4 (yuv420p, a key frame every 2 frames). The same frames give the same file, bit by bit. The
/// file appears under its name when <see cref="Complete"/> returns; a writer disposed before that leaves nothing behind.
/// </summary>
public sealed class VideoWriter : IDisposable
{
    private readonly VideoMuxer _muxer;
    private readonly VideoEncoder _encoder;
    private readonly int _frameBytes;
    private bool _completed;

    /// <summary>Begins a file.</summary>
    /// <param name="path">The mp4 to write; its folder must exist.</param>
    /// <param name="width">Columns, even.</param>
    /// <param name="height">Rows, even.</param>
    /// <param name="fps">Frames per second.</param>
    /// <param name="codec">How to compress.</param>
    /// <param name="crf">Constant quality: 0 (best) to 51 for H.264, to 63 for AV1. 18 is visually lossless for H.264.</param>
    /// <exception cref="Robotics.Datasets.DataException">The file cannot be created.</exception>
    /// <exception cref="PlatformNotSupportedException">FFmpeg 5.1's libraries are missing; the message names the packages.</exception>
    public VideoWriter(string path, int width, int height, int fps, VideoCodec codec = VideoCodec.H264, int crf = 18)
    {
        if (width <= 0 || height <= 0 || width % 2 != 0 || height % 2 != 0)
            throw new ArgumentException($"{width}x{height}: yuv420p video needs even, positive sizes.");
        ArgumentOutOfRangeException.ThrowIfLessThan(fps, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(crf);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(crf, codec == VideoCodec.Av1 ? 63 : 51);
        _frameBytes = width * height * 3;
        _muxer = new VideoMuxer(path);
        try
        {
            _encoder = new VideoEncoder(path, width, height, fps, codec, crf, _muxer.WantsGlobalHeader);
            Start();
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Frames written so far.</summary>
    public int Frames { get; private set; }

    /// <summary>Appends a frame [height, width, 3].</summary>
    public void Write(ReadOnlySpan<byte> rgb)
    {
        ObjectDisposedException.ThrowIf(_completed, this);
        if (rgb.Length != _frameBytes) throw new ArgumentException($"A frame has {_frameBytes} bytes, not {rgb.Length}.", nameof(rgb));
        _encoder.Send(rgb);
        Frames++;
        WritePackets();
    }

    /// <summary>Finishes the file and gives it its name.</summary>
    /// <exception cref="InvalidOperationException">No frame was written.</exception>
    public void Complete()
    {
        ObjectDisposedException.ThrowIf(_completed, this);
        if (Frames == 0) throw new InvalidOperationException("A video without frames cannot be completed.");
        _encoder.Finish();
        WritePackets();
        _muxer.Complete();
        _completed = true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _encoder?.Dispose();
        _muxer.Dispose();
    }

    private unsafe void Start()
    {
        _encoder.DescribeTo(_muxer.Parameters);
        _muxer.Start(_encoder.TimeBase, _encoder.FrameRate);
    }

    private unsafe void WritePackets()
    {
        while (_encoder.TryReceive()) _muxer.Write(_encoder.Packet, _encoder.TimeBase);
    }
}
