using System.Globalization;
using Robotics.Datasets;
using Robotics.Perception.Video.LibAv;
using static Robotics.Perception.Video.LibAv.LibAvConstants;

namespace Robotics.Perception.Video;

/// <summary>Decoded frames of a file in display order, in the codec's own pixel format.</summary>
internal sealed unsafe class VideoDecoder : IDisposable
{
    // 64 megapixels: bounds what a forged header can make the decoder allocate
    internal const int MaxPixels = 1 << 26;

    private readonly VideoDemuxer _demuxer;
    private readonly int _threads;
    private AVCodecContext* _context;
    private AVFrame* _frame;
    private bool _drained;

    internal VideoDecoder(VideoDemuxer demuxer, int threads)
    {
        (_demuxer, _threads) = (demuxer, threads);
        try
        {
            _context = AvCodec.avcodec_alloc_context3((void*)demuxer.Decoder);
            LibAvError.Check(AvCodec.avcodec_parameters_to_context(_context, demuxer.Parameters), demuxer.Path, "use the video's header");
            using var options = Options(threads);
            LibAvError.Check(
                AvCodec.avcodec_open2(_context, (void*)demuxer.Decoder, options.Address), demuxer.Path, "open the decoder");
            _frame = AvUtil.av_frame_alloc();
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>How recordings are decoded: whole or not at all, and no larger than they may be.</summary>
    internal static OptionDictionary Options(int threads) => new(
        ("threads", threads.ToString(CultureInfo.InvariantCulture)),
        ("max_pixels", MaxPixels.ToString(CultureInfo.InvariantCulture)),
        ("err_detect", "explode"));

    internal AVFrame* Frame => _frame;

    /// <summary>Frame number by the clock, counted from the stream's first frame; names the place in messages.</summary>
    internal long FrameNumber { get; private set; } = -1;

    /// <summary>Time stamp of <see cref="Frame"/> in ticks, counted from the stream's first frame.</summary>
    internal long Position { get; private set; }

    /// <summary>Decodes the next frame; false after the last one.</summary>
    /// <exception cref="DataException">A frame is damaged.</exception>
    internal bool TryDecode()
    {
        while (true)
        {
            int result = AvCodec.avcodec_receive_frame(_context, _frame);
            if (result == ErrorEof) return false;
            if (result == 0) return Accept();
            if (result != ErrorAgain) throw Damaged(LibAvError.Text(result), FrameNumber + 1);
            Feed();
        }
    }

    /// <summary>Forgets what was fed, after the demuxer was moved.</summary>
    internal void Flush()
    {
        AvCodec.avcodec_flush_buffers(_context);
        _drained = false;
    }

    public void Dispose()
    {
        var frame = _frame;
        AvUtil.av_frame_free(&frame);
        _frame = null;
        var context = _context;
        AvCodec.avcodec_free_context(&context);
        _context = null;
    }

    private void Feed()
    {
        bool more = !_drained && _demuxer.TryRead();
        if (more && (_demuxer.Packet->Flags & PacketCorrupt) != 0) throw Damaged("the packet is cut off", NumberOf(_demuxer.Packet->Pts));
        int result = AvCodec.avcodec_send_packet(_context, more ? _demuxer.Packet : null);
        _drained |= !more;
        // several threads take packets ahead, and complain of one that was fed before
        bool isOfThisPacket = more && _threads == 1;
        if (result < 0 && result != ErrorEof) throw Damaged(LibAvError.Text(result), isOfThisPacket ? NumberOf(_demuxer.Packet->Pts) : FrameNumber + 1);
    }

    private bool Accept()
    {
        long timestamp = _frame->BestEffortTimestamp != NoTimestamp ? _frame->BestEffortTimestamp : _frame->Pts;
        if (timestamp == NoTimestamp) throw Damaged("the frame has no time stamp", FrameNumber + 1);
        Position = timestamp - _demuxer.Start;
        FrameNumber = NumberOf(timestamp);
        if (_frame->DecodeErrorFlags != 0 || (_frame->Flags & FrameCorrupt) != 0) throw Damaged("the decoder had to conceal errors", FrameNumber);
        return true;
    }

    private long NumberOf(long timestamp) => timestamp == NoTimestamp
        ? FrameNumber + 1
        : (long)Math.Round((timestamp - _demuxer.Start) * _demuxer.Tick * _demuxer.FrameRate);

    private DataException Damaged(string reason, long frame) => new(new Defect(
        _demuxer.Path,
        $"the frame cannot be decoded: {reason}.",
        "Copy the file again from its source, or leave the episode out.")
    { Frame = (int)Math.Clamp(frame, 0, int.MaxValue) });
}
