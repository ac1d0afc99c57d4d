using System.Runtime.InteropServices;

namespace Robotics.Perception.Video.LibAv;

/// <summary>Frames, options and error texts: libavutil 57.</summary>
internal static unsafe partial class AvUtil
{
    internal const string Library = "libavutil.so.57";

    [LibraryImport(Library)]
    internal static partial uint avutil_version();

    [LibraryImport(Library)]
    internal static partial void av_log_set_level(int level);

    [LibraryImport(Library)]
    internal static partial int av_strerror(int error, byte* text, nuint size);

    [LibraryImport(Library)]
    internal static partial AVFrame* av_frame_alloc();

    [LibraryImport(Library)]
    internal static partial int av_frame_get_buffer(AVFrame* frame, int align);

    [LibraryImport(Library)]
    internal static partial int av_frame_make_writable(AVFrame* frame);

    [LibraryImport(Library)]
    internal static partial void av_frame_free(AVFrame** frame);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int av_dict_set(void** dictionary, string key, string value, int flags);

    [LibraryImport(Library)]
    internal static partial void av_dict_free(void** dictionary);

    [LibraryImport(Library)]
    internal static partial byte* av_get_pix_fmt_name(int format);
}
