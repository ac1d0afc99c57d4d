using Robotics.Datasets;
using Robotics.Perception.Video.LibAv;
using static Robotics.Perception.Video.LibAv.LibAvConstants;

namespace Robotics.Perception.Video;

/// <summary>
/// Decodes a video that comes packet by packet, one picture each, as cameras stream it: a picture refers to those before
/// it, back to a key frame, and never to later ones. Begins with the first key frame it is given.
/// </summary>
public sealed unsafe class VideoPacketDecoder : IDisposable
{
    private readonly string _source;
    private readonly DecoderContext _context;
    private AVPacket* _packet;
    private FrameScaler? _scaler;
    private (int Width, int Height) _size;
    private long _number;

    /// <summary>Opens a decoder.</summary>
    /// <param name="codec">What the packets are.</param>
    /// <param name="source">Where they come from, for messages.</param>
    /// <exception cref="DataException">This FFmpeg has no such decoder.</exception>
    /// <exception cref="PlatformNotSupportedException">FFmpeg 5.1's libraries are missing; the message names the packages.</exception>
    public VideoPacketDecoder(PacketCodec codec, string source)
    {
        LibAvLibraries.Require();
        _source = source;
        var decoder = AvCodec.avcodec_find_decoder_by_name(NameOf(codec));
        if (decoder == null)
            throw LibAvError.Failure(source, $"decode {codec}", "it was built without the decoder");
        _context = new DecoderContext((nint)decoder, parameters: null, threads: 1, source);
        _packet = AvCodec.av_packet_alloc();
    }

    /// <summary>Decodes the next packet.</summary>
    /// <param name="packet">The bytes of one picture.</param>
    /// <returns>Why there is no picture; null where there is one. After a fault the next pictures may be wrong up to a key frame: take a new decoder.</returns>
    public string? Decode(ReadOnlySpan<byte> packet)
    {
        AvCodec.av_packet_unref(_packet);
        LibAvError.Check(AvCodec.av_new_packet(_packet, packet.Length), _source, "hold a packet");
        packet.CopyTo(new Span<byte>(_packet->Data, packet.Length));
        _packet->Pts = ++_number;
        int result = _context.Send(_packet);
        if (result == 0)
            result = _context.Receive();
        if (result == ErrorAgain || (result == 0 && _context.Frame->Pts != _number))
            return "it gives no picture of its own: no key frame came before it, or the picture needs later ones (B frames)";
        if (result < 0)
            return LibAvError.Text(result);
        return _context.IsConcealed ? "the decoder had to conceal errors" : null;
    }

    /// <summary>The picture of the last packet.</summary>
    /// <param name="buffer">Gives the array for the pixels, of exactly that length; a new one where it is null.</param>
    /// <exception cref="DataException">Its pixels cannot be made colours of 8 bits.</exception>
    public RgbImage Picture(Func<int, byte[]>? buffer = null)
    {
        (int Width, int Height) size = (_context.Frame->Width, _context.Frame->Height);
        if (_scaler is null || size != _size)
        {
            _scaler?.Dispose();
            _scaler = new FrameScaler(_source, size, size.Width, size.Height);
            _size = size;
        }

        var image = RgbImage.Unfilled(size.Width, size.Height, buffer);
        _scaler.Convert(_context.Frame, image.Pixels);
        return image;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _scaler?.Dispose();
        var packet = _packet;
        AvCodec.av_packet_free(&packet);
        _packet = null;
        _context.Dispose();
    }

    private static string NameOf(PacketCodec codec) => codec switch
    {
        PacketCodec.H264 => "h264",
        PacketCodec.H265 => "hevc",
        PacketCodec.Vp9 => "vp9",
        _ => "libdav1d",
    };
}
