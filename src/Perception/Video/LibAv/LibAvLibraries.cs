using System.Runtime.InteropServices;
using static Robotics.Perception.Video.LibAv.LibAvConstants;

namespace Robotics.Perception.Video.LibAv;

/// <summary>Checks once that FFmpeg 5.1's libraries are here: another version has other struct offsets.</summary>
internal static partial class LibAvLibraries
{
    private const string Remedy =
        "Install Debian 12's packages: apt-get install ffmpeg (or libavformat59 libavcodec59 libavutil57 libswscale6).";

    private static readonly string? Fault = Prepare();

    /// <summary>Call before the first use of a library.</summary>
    /// <exception cref="PlatformNotSupportedException">A library is missing or of another version; the message names the packages.</exception>
    internal static void Require()
    {
        if (Fault != null) throw new PlatformNotSupportedException(Fault);
    }

    private static string? Prepare()
    {
        foreach (string library in (string[])[AvUtil.Library, AvCodec.Library, AvFormat.Library, SwScale.Library])
            if (!NativeLibrary.TryLoad(library, out _)) return $"Video needs FFmpeg 5.1, but {library} does not load. {Remedy}";
        var fault = Mismatch("libavutil", AvUtil.avutil_version(), UtilMajor, UtilMinor)
            ?? Mismatch("libavcodec", AvCodec.avcodec_version(), CodecMajor, CodecMinor)
            ?? Mismatch("libavformat", AvFormat.avformat_version(), FormatMajor, FormatMinor)
            ?? Mismatch("libswscale", SwScale.swscale_version(), ScaleMajor, ScaleMinor);
        if (fault == null) Silence();
        return fault;
    }

    // later minor versions only append fields, so they are safe
    private static string? Mismatch(string library, uint version, int major, int minor)
    {
        uint foundMajor = version >> 16, foundMinor = (version >> 8) & 0xFF;
        return foundMajor == major && foundMinor >= minor
            ? null
            : $"{library} is version {foundMajor}.{foundMinor}, the binding was made for {major}.{minor} (FFmpeg 5.1). {Remedy}";
    }

    // every failure becomes an exception of ours; what the libraries print beside it would only garble a progress bar
    private static void Silence()
    {
        AvUtil.av_log_set_level(LogQuiet);
        _ = SetEnvironment("SVT_LOG", "0", 1);
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetEnvironment(string name, string value, int overwrite);
}
