using System.Globalization;
using Robotics.Perception.Video.LibAv;
using static Robotics.Perception.Video.LibAv.LibAvConstants;

namespace Robotics.Perception.Video;

/// <summary>Compresses RGB frames; one thread, so that the same frames give the same bytes on every run.</summary>
internal sealed unsafe class VideoEncoder : IDisposable
{
    // a key frame every second frame, as LeRobot writes: any frame is at most two decodes away
    private const int KeyFrameDistance = 2;

    private readonly string _path;
    private AVCodecContext* _context;
    private AVFrame* _frame;
    private AVPacket* _packet;
    private void* _scaler;
    private long _count;

    internal VideoEncoder(string path, int width, int height, int fps, VideoCodec codec, int crf, bool globalHeader)
    {
        _path = path;
        try
        {
            string name = codec == VideoCodec.Av1 ? "libsvtav1" : "libx264";
            void* encoder = AvCodec.avcodec_find_encoder_by_name(name);
            if (encoder == null) throw LibAvError.Failure(path, "encode the video", $"this FFmpeg has no {name}; install Debian's ffmpeg package");
            _context = AvCodec.avcodec_alloc_context3(encoder);
            (_context->Width, _context->Height, _context->PixelFormat) = (width, height, PixelYuv420);
            _context->TimeBase = new AVRational { Num = 1, Den = fps };
            _context->FrameRate = new AVRational { Num = fps, Den = 1 };
            (_context->KeyFrameDistance, _context->MaxBFrames) = (KeyFrameDistance, 0);
            _context->Flags |= CodecBitExact | (globalHeader ? CodecGlobalHeader : 0);
            using var options = Options(codec, crf);
            LibAvError.Check(AvCodec.avcodec_open2(_context, encoder, options.Address), path, $"open {name}");
            _packet = AvCodec.av_packet_alloc();
            AllocateFrame(width, height);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    internal AVPacket* Packet => _packet;

    internal AVRational TimeBase => _context->TimeBase;

    internal AVRational FrameRate => _context->FrameRate;

    internal void DescribeTo(AVCodecParameters* parameters) =>
        LibAvError.Check(AvCodec.avcodec_parameters_from_context(parameters, _context), _path, "describe the video");

    /// <summary>Feeds a frame [height, width, 3].</summary>
    internal void Send(ReadOnlySpan<byte> rgb)
    {
        LibAvError.Check(AvUtil.av_frame_make_writable(_frame), _path, "encode a frame");
        fixed (byte* pixels = rgb)
        {
            byte** planes = stackalloc byte*[4] { pixels, null, null, null };
            int* strides = stackalloc int[4] { _context->Width * 3, 0, 0, 0 };
            LibAvError.Check(
                SwScale.sws_scale(_scaler, planes, strides, 0, _context->Height, (byte**)_frame->Data, _frame->LineSize), _path, "convert a frame");
        }
        _frame->Pts = _count++;
        LibAvError.Check(AvCodec.avcodec_send_frame(_context, _frame), _path, "encode a frame");
    }

    /// <summary>Tells the encoder that no frame follows.</summary>
    internal void Finish() => LibAvError.Check(AvCodec.avcodec_send_frame(_context, null), _path, "finish encoding");

    /// <summary>Takes the next finished packet into <see cref="Packet"/>.</summary>
    internal bool TryReceive()
    {
        int result = AvCodec.avcodec_receive_packet(_context, _packet);
        if (result == ErrorAgain || result == ErrorEof) return false;
        LibAvError.Check(result, _path, "encode a frame");
        if (_packet->Duration == 0) _packet->Duration = 1;
        return true;
    }

    public void Dispose()
    {
        SwScale.sws_freeContext(_scaler);
        _scaler = null;
        var packet = _packet;
        AvCodec.av_packet_free(&packet);
        var frame = _frame;
        AvUtil.av_frame_free(&frame);
        var context = _context;
        AvCodec.avcodec_free_context(&context);
        _packet = null;
        _frame = null;
        _context = null;
    }

    private static OptionDictionary Options(VideoCodec codec, int crf)
    {
        string quality = crf.ToString(CultureInfo.InvariantCulture);
        return codec == VideoCodec.Av1
            ? new OptionDictionary(("preset", "12"), ("crf", quality), ("svtav1-params", "lp=1"))
            // over groups of two frames the macroblock tree gains nothing, and gives other bytes in some runs
            : new OptionDictionary(("preset", "veryfast"), ("crf", quality), ("threads", "1"), ("x264-params", "mbtree=0:rc-lookahead=0"));
    }

    private void AllocateFrame(int width, int height)
    {
        _frame = AvUtil.av_frame_alloc();
        (_frame->Width, _frame->Height, _frame->Format) = (width, height, PixelYuv420);
        LibAvError.Check(AvUtil.av_frame_get_buffer(_frame, 0), _path, "allocate a frame");
        _scaler = SwScale.sws_getContext(width, height, PixelRgb24, width, height, PixelYuv420, ScaleBicubic | ScaleAccurate, null, null, null);
        if (_scaler == null) throw LibAvError.Failure(_path, "encode the video", $"frames of {width}x{height} cannot be converted");
    }
}
