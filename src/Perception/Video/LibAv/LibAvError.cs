using System.Runtime.InteropServices;
using Robotics.Datasets;

namespace Robotics.Perception.Video.LibAv;

/// <summary>Turns FFmpeg's error codes into exceptions that name the file.</summary>
internal static unsafe class LibAvError
{
    internal static string Text(int error)
    {
        byte* text = stackalloc byte[256];
        return AvUtil.av_strerror(error, text, 256) == 0 ? Marshal.PtrToStringUTF8((nint)text)! : $"error {error}";
    }

    /// <summary>Returns the result, or throws where it is an error.</summary>
    internal static int Check(int result, string path, string doing) =>
        result >= 0 ? result : throw Failure(path, doing, Text(result));

    internal static DataException Failure(string path, string doing, string reason) =>
        new(new Defect(path, $"FFmpeg cannot {doing}: {reason}.", "Check that the path is right and the file is whole."));
}
