using System.Globalization;
using Robotics.Perception.Video.LibAv;
using static Robotics.Perception.Video.LibAv.LibAvConstants;

namespace Robotics.Perception.Video;

/// <summary>An opened decoder and the frame that it decodes into. Pictures come whole or not at all, and no larger than they may be.</summary>
internal sealed unsafe class DecoderContext : IDisposable
{
    // 64 megapixels: bounds what a forged header can make the decoder allocate
    internal const int MaxPixels = 1 << 26;

    private AVCodecContext* _context;
    private AVFrame* _frame;

    /// <summary>Opens the decoder.</summary>
    /// <param name="decoder">FFmpeg's decoder.</param>
    /// <param name="parameters">What the container knows of the stream; null without a container.</param>
    /// <param name="threads">Decoder threads.</param>
    /// <param name="source">File or topic, for messages.</param>
    /// <exception cref="Robotics.Datasets.DataException">The decoder refuses the stream.</exception>
    internal DecoderContext(nint decoder, AVCodecParameters* parameters, int threads, string source)
    {
        try
        {
            _context = AvCodec.avcodec_alloc_context3((void*)decoder);
            if (parameters != null)
                LibAvError.Check(AvCodec.avcodec_parameters_to_context(_context, parameters), source, "use the video's header");
            using var options = new OptionDictionary(
                ("threads", threads.ToString(CultureInfo.InvariantCulture)),
                ("max_pixels", MaxPixels.ToString(CultureInfo.InvariantCulture)),
                ("err_detect", "explode"));
            LibAvError.Check(AvCodec.avcodec_open2(_context, (void*)decoder, options.Address), source, "open the decoder");
            _frame = AvUtil.av_frame_alloc();
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The newest picture, in the codec's own pixel format.</summary>
    internal AVFrame* Frame => _frame;

    /// <summary>Whether the newest picture is partly made up.</summary>
    internal bool IsConcealed => _frame->DecodeErrorFlags != 0 || (_frame->Flags & FrameCorrupt) != 0;

    /// <summary>Feeds a packet, or the end where it is null.</summary>
    /// <returns>FFmpeg's result.</returns>
    internal int Send(AVPacket* packet) => AvCodec.avcodec_send_packet(_context, packet);

    /// <summary>Takes the next picture into <see cref="Frame"/>.</summary>
    /// <returns>FFmpeg's result.</returns>
    internal int Receive() => AvCodec.avcodec_receive_frame(_context, _frame);

    /// <summary>Forgets what was fed.</summary>
    internal void Flush() => AvCodec.avcodec_flush_buffers(_context);

    public void Dispose()
    {
        var frame = _frame;
        AvUtil.av_frame_free(&frame);
        _frame = null;
        var context = _context;
        AvCodec.avcodec_free_context(&context);
        _context = null;
    }
}
