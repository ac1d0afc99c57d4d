using System.Runtime.InteropServices;
using Robotics.Datasets;
using Robotics.Perception.Video.LibAv;
using static Robotics.Perception.Video.LibAv.LibAvConstants;

namespace Robotics.Perception.Video;

/// <summary>The compressed packets of a file's video stream, in decoding order.</summary>
internal sealed unsafe class VideoDemuxer : IDisposable
{
    // a recording is a plain container; formats that refer to further files or addresses stay closed to untrusted input
    private const string Formats = "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi";

    private readonly int _stream;
    private AVFormatContext* _context;
    private AVPacket* _packet;

    internal VideoDemuxer(string path)
    {
        LibAvLibraries.Require();
        Path = path;
        if (!File.Exists(path)) throw new DataException(new Defect(path, "the video file is missing.", "Copy it again from its source, or leave the episode out."));
        try
        {
            _context = Open(path);
            void* decoder = null;
            _stream = LibAvError.Check(
                AvFormat.av_find_best_stream(_context, MediaTypeVideo, -1, -1, &decoder, 0), path, "find a video stream that FFmpeg decodes");
            Decoder = (nint)decoder;
            _packet = AvCodec.av_packet_alloc();
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    internal string Path { get; }

    internal nint Decoder { get; }

    internal AVStream* Stream => _context->Streams[_stream];

    internal AVCodecParameters* Parameters => Stream->Parameters;

    internal AVPacket* Packet => _packet;

    /// <summary>Seconds of one tick of the stream's clock.</summary>
    internal double Tick => (double)Stream->TimeBase.Num / Stream->TimeBase.Den;

    /// <summary>Time stamp of the first frame; seconds are counted from it.</summary>
    internal long Start => Stream->StartTime == NoTimestamp ? 0 : Stream->StartTime;

    /// <summary>Frames per second on average.</summary>
    internal double FrameRate => PerSecond(Stream->AverageFrameRate);

    /// <summary>The rate of the clock that all time stamps fall on: that of a steady video even where frames are missing.</summary>
    internal double ClockRate => PerSecond(Stream->BaseFrameRate);

    /// <summary>Reads the next packet of the video stream into <see cref="Packet"/>; false at the end of the file.</summary>
    internal bool TryRead()
    {
        while (true)
        {
            AvCodec.av_packet_unref(_packet);
            int result = AvFormat.av_read_frame(_context, _packet);
            if (result == ErrorEof) return false;
            LibAvError.Check(result, Path, "read the video's packets");
            if (_packet->StreamIndex == _stream) return true;
        }
    }

    /// <summary>Continues at the last key frame that is decoded no later than the time stamp.</summary>
    internal void SeekKeyFrame(long timestamp) =>
        LibAvError.Check(AvFormat.av_seek_frame(_context, _stream, timestamp, SeekBackward), Path, "seek in the video");

    /// <summary>Time stamp of the key frame that a seek would go to; null where the container has no index.</summary>
    internal long? KeyFrameBefore(long timestamp)
    {
        var entry = AvFormat.avformat_index_get_entry_from_timestamp(Stream, timestamp, SeekBackward);
        return entry == null ? null : entry->Timestamp;
    }

    /// <summary>Time stamp of the last frame that is decoded no later than the time stamp; null where there is none or no index.</summary>
    internal long? FrameBefore(long timestamp)
    {
        var entry = AvFormat.avformat_index_get_entry_from_timestamp(Stream, timestamp, SeekBackward | SeekAny);
        return entry == null ? null : entry->Timestamp;
    }

    /// <summary>Time stamp of the frame that is decoded last of so many; null where the index shows no such file.</summary>
    internal long? LastOf(int frames) => frames > 0 && AvFormat.avformat_index_get_entries_count(Stream) == frames
        ? AvFormat.avformat_index_get_entry(Stream, frames - 1)->Timestamp
        : null;

    /// <summary>
    /// Seconds of the key frame with this number in a file that holds exactly so many; null where the index shows no such file or
    /// no key frame there. A group is decoded whole before the next, so counting in decoding order finds the same place.
    /// </summary>
    internal double? TimeOfKeyFrame(long frame, long fileFrames)
    {
        if (frame < 0 || frame >= fileFrames || AvFormat.avformat_index_get_entries_count(Stream) != fileFrames) return null;
        long first = AvFormat.avformat_index_get_entry(Stream, 0)->Timestamp;
        long found = AvFormat.avformat_index_get_entry(Stream, (int)frame)->Timestamp;
        return KeyFrameBefore(found) == found ? (found - first) * Tick : null;
    }

    internal VideoFileInfo Describe()
    {
        var parameters = Parameters;
        string codec = Marshal.PtrToStringUTF8((nint)AvCodec.avcodec_get_name(parameters->CodecId)) ?? "unknown";
        string pixels = Marshal.PtrToStringUTF8((nint)AvUtil.av_get_pix_fmt_name(parameters->Format)) ?? "unknown";
        if (Stream->FrameCount is < 0 or > int.MaxValue)
            throw new DataException(new Defect(Path, $"its index claims {Stream->FrameCount} frames.", "The file is damaged; copy it again from its source."));
        double duration = Stream->Duration == NoTimestamp ? 0 : Stream->Duration * Tick;
        return new VideoFileInfo(
            parameters->Width, parameters->Height, FrameRate, codec, pixels, (int)Stream->FrameCount, duration);
    }

    public void Dispose()
    {
        var packet = _packet;
        AvCodec.av_packet_free(&packet);
        _packet = null;
        var context = _context;
        AvFormat.avformat_close_input(&context);
        _context = null;
    }

    private static double PerSecond(AVRational rate) => rate.Den == 0 ? 0 : (double)rate.Num / rate.Den;

    private static AVFormatContext* Open(string path)
    {
        AVFormatContext* context = null;
        using (var options = new OptionDictionary(("protocol_whitelist", "file"), ("format_whitelist", Formats)))
            LibAvError.Check(AvFormat.avformat_open_input(&context, "file:" + path, null, options.Address), path, "open the video");
        int result = AvFormat.avformat_find_stream_info(context, null);
        if (result >= 0) return context;
        AvFormat.avformat_close_input(&context);
        throw LibAvError.Failure(path, "read the video's header", LibAvError.Text(result));
    }
}
