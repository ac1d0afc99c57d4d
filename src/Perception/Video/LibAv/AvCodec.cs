using System.Runtime.InteropServices;

namespace Robotics.Perception.Video.LibAv;

/// <summary>Decoders and encoders: libavcodec 59.</summary>
internal static unsafe partial class AvCodec
{
    internal const string Library = "libavcodec.so.59";

    [LibraryImport(Library)]
    internal static partial uint avcodec_version();

    [LibraryImport(Library)]
    internal static partial AVCodecContext* avcodec_alloc_context3(void* codec);

    [LibraryImport(Library)]
    internal static partial int avcodec_parameters_to_context(AVCodecContext* context, AVCodecParameters* parameters);

    [LibraryImport(Library)]
    internal static partial int avcodec_parameters_from_context(AVCodecParameters* parameters, AVCodecContext* context);

    [LibraryImport(Library)]
    internal static partial int avcodec_parameters_copy(AVCodecParameters* target, AVCodecParameters* source);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial void* avcodec_find_encoder_by_name(string name);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial void* avcodec_find_decoder_by_name(string name);

    [LibraryImport(Library)]
    internal static partial byte* avcodec_get_name(int id);

    [LibraryImport(Library)]
    internal static partial int avcodec_open2(AVCodecContext* context, void* codec, void** options);

    [LibraryImport(Library)]
    internal static partial int avcodec_send_packet(AVCodecContext* context, AVPacket* packet);

    [LibraryImport(Library)]
    internal static partial int avcodec_receive_frame(AVCodecContext* context, AVFrame* frame);

    [LibraryImport(Library)]
    internal static partial int avcodec_send_frame(AVCodecContext* context, AVFrame* frame);

    [LibraryImport(Library)]
    internal static partial int avcodec_receive_packet(AVCodecContext* context, AVPacket* packet);

    [LibraryImport(Library)]
    internal static partial void avcodec_flush_buffers(AVCodecContext* context);

    [LibraryImport(Library)]
    internal static partial void avcodec_free_context(AVCodecContext** context);

    [LibraryImport(Library)]
    internal static partial AVPacket* av_packet_alloc();

    [LibraryImport(Library)]
    internal static partial int av_new_packet(AVPacket* packet, int size);

    [LibraryImport(Library)]
    internal static partial void av_packet_unref(AVPacket* packet);

    [LibraryImport(Library)]
    internal static partial void av_packet_rescale_ts(AVPacket* packet, AVRational from, AVRational to);

    [LibraryImport(Library)]
    internal static partial void av_packet_free(AVPacket** packet);
}
