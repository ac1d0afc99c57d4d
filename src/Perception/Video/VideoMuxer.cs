using Robotics.Datasets.Files;
using Robotics.Perception.Video.LibAv;
using static Robotics.Perception.Video.LibAv.LibAvConstants;

namespace Robotics.Perception.Video;

/// <summary>
/// Writes the packets of one video stream into an mp4 whose index stands in front. The file carries a temporary name until
/// it is complete, so that an abandoned one never looks like a recording.
/// </summary>
internal sealed unsafe class VideoMuxer : IDisposable
{
    private readonly string _path;
    private readonly string _temporary;
    private AVFormatContext* _context;
    private AVStream* _stream;
    private bool _started;
    private bool _completed;

    internal VideoMuxer(string path)
    {
        LibAvLibraries.Require();
        _path = Path.GetFullPath(path);
        _temporary = AtomicFile.PartialOf(_path);
        AVFormatContext* context = null;
        LibAvError.Check(AvFormat.avformat_alloc_output_context2(&context, null, "mp4", "file:" + _temporary), path, "create the video");
        _context = context;
        _stream = AvFormat.avformat_new_stream(_context, null);
    }

    /// <summary>The output's clock; final once the header is written.</summary>
    internal AVRational TimeBase => _stream->TimeBase;

    internal AVCodecParameters* Parameters => _stream->Parameters;

    internal bool WantsGlobalHeader => (_context->OutputFormat->Flags & FormatGlobalHeader) != 0;

    /// <summary>Writes the header, once the stream's parameters are set.</summary>
    internal void Start(AVRational timeBase, AVRational frameRate)
    {
        _stream->TimeBase = timeBase;
        _stream->AverageFrameRate = frameRate;
        LibAvError.Check(AvFormat.avio_open(&_context->Io, "file:" + _temporary, IoWrite), _path, "create the video");
        _started = true;
        // bitexact leaves the library's version and the time of day out of the file
        using var options = new OptionDictionary(("movflags", "+faststart"), ("fflags", "+bitexact"));
        LibAvError.Check(AvFormat.avformat_write_header(_context, options.Address), _path, "write the video's header");
    }

    /// <summary>Writes a packet whose time stamps are in the given clock; takes its content.</summary>
    internal void Write(AVPacket* packet, AVRational timeBase)
    {
        AvCodec.av_packet_rescale_ts(packet, timeBase, _stream->TimeBase);
        packet->StreamIndex = 0;
        packet->Position = -1;
        LibAvError.Check(AvFormat.av_interleaved_write_frame(_context, packet), _path, "write the video");
    }

    /// <summary>Finishes the file and gives it its name.</summary>
    internal void Complete()
    {
        LibAvError.Check(AvFormat.av_write_trailer(_context), _path, "finish the video");
        LibAvError.Check(AvFormat.avio_closep(&_context->Io), _path, "finish the video");
        File.Move(_temporary, _path, overwrite: true);
        _completed = true;
    }

    public void Dispose()
    {
        if (_context == null) return;
        if (_context->Io != null) _ = AvFormat.avio_closep(&_context->Io);
        AvFormat.avformat_free_context(_context);
        _context = null;
        _stream = null;
        if (_started && !_completed) File.Delete(_temporary);
    }
}
