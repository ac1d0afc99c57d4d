using Robotics.Datasets;
using Robotics.Perception.Video.LibAv;
using static Robotics.Perception.Video.LibAv.LibAvConstants;

namespace Robotics.Perception.Video;

/// <summary>Decoded frames of a file in display order, in the codec's own pixel format.</summary>
internal sealed unsafe class VideoDecoder : IDisposable
{
    private readonly VideoDemuxer _demuxer;
    private readonly int _threads;
    private readonly DecoderContext _context;
    private bool _drained;

    internal VideoDecoder(VideoDemuxer demuxer, int threads) =>
        (_demuxer, _threads, _context) = (demuxer, threads, new DecoderContext(demuxer.Decoder, demuxer.Parameters, threads, demuxer.Path));

    internal AVFrame* Frame => _context.Frame;

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
            int result = _context.Receive();
            if (result == ErrorEof) return false;
            if (result == 0) return Accept();
            if (result != ErrorAgain) throw Damaged(LibAvError.Text(result), FrameNumber + 1);
            Feed();
        }
    }

    /// <summary>Forgets what was fed, after the demuxer was moved.</summary>
    internal void Flush()
    {
        _context.Flush();
        _drained = false;
    }

    public void Dispose() => _context.Dispose();

    private void Feed()
    {
        bool more = !_drained && _demuxer.TryRead();
        if (more && (_demuxer.Packet->Flags & PacketCorrupt) != 0) throw Damaged("the packet is cut off", NumberOf(_demuxer.Packet->Pts));
        int result = _context.Send(more ? _demuxer.Packet : null);
        _drained |= !more;
        // several threads take packets ahead, and complain of one that was fed before
        bool isOfThisPacket = more && _threads == 1;
        if (result < 0 && result != ErrorEof) throw Damaged(LibAvError.Text(result), isOfThisPacket ? NumberOf(_demuxer.Packet->Pts) : FrameNumber + 1);
    }

    private bool Accept()
    {
        long timestamp = Frame->BestEffortTimestamp != NoTimestamp ? Frame->BestEffortTimestamp : Frame->Pts;
        if (timestamp == NoTimestamp) throw Damaged("the frame has no time stamp", FrameNumber + 1);
        Position = timestamp - _demuxer.Start;
        FrameNumber = NumberOf(timestamp);
        if (_context.IsConcealed) throw Damaged("the decoder had to conceal errors", FrameNumber);
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
