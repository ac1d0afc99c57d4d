using System.Runtime.InteropServices;

namespace Robotics.Perception.Video.LibAv;

/// <summary>Containers: libavformat 59.</summary>
internal static unsafe partial class AvFormat
{
    internal const string Library = "libavformat.so.59";

    [LibraryImport(Library)]
    internal static partial uint avformat_version();

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int avformat_open_input(AVFormatContext** context, string url, void* format, void** options);

    [LibraryImport(Library)]
    internal static partial int avformat_find_stream_info(AVFormatContext* context, void** options);

    [LibraryImport(Library)]
    internal static partial int av_find_best_stream(AVFormatContext* context, int type, int wanted, int related, void** decoder, int flags);

    [LibraryImport(Library)]
    internal static partial int av_read_frame(AVFormatContext* context, AVPacket* packet);

    [LibraryImport(Library)]
    internal static partial int av_seek_frame(AVFormatContext* context, int stream, long timestamp, int flags);

    [LibraryImport(Library)]
    internal static partial int avformat_index_get_entries_count(AVStream* stream);

    [LibraryImport(Library)]
    internal static partial AVIndexEntry* avformat_index_get_entry(AVStream* stream, int index);

    [LibraryImport(Library)]
    internal static partial AVIndexEntry* avformat_index_get_entry_from_timestamp(AVStream* stream, long timestamp, int flags);

    [LibraryImport(Library)]
    internal static partial void avformat_close_input(AVFormatContext** context);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int avformat_alloc_output_context2(AVFormatContext** context, void* format, string formatName, string filename);

    [LibraryImport(Library)]
    internal static partial AVStream* avformat_new_stream(AVFormatContext* context, void* codec);

    [LibraryImport(Library)]
    internal static partial int avformat_write_header(AVFormatContext* context, void** options);

    [LibraryImport(Library)]
    internal static partial int av_interleaved_write_frame(AVFormatContext* context, AVPacket* packet);

    [LibraryImport(Library)]
    internal static partial int av_write_trailer(AVFormatContext* context);

    [LibraryImport(Library)]
    internal static partial void avformat_free_context(AVFormatContext* context);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int avio_open(void** io, string url, int flags);

    [LibraryImport(Library)]
    internal static partial int avio_closep(void** io);
}
