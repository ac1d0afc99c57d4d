using System.Runtime.InteropServices;

namespace Robotics.Perception.Video.LibAv;

/// <summary>Colour conversion and scaling: libswscale 6.</summary>
internal static unsafe partial class SwScale
{
    internal const string Library = "libswscale.so.6";

    [LibraryImport(Library)]
    internal static partial uint swscale_version();

    [LibraryImport(Library)]
    internal static partial void* sws_getContext(
        int sourceWidth, int sourceHeight, int sourceFormat, int width, int height, int format, int flags, void* sourceFilter, void* filter, double* parameters);

    [LibraryImport(Library)]
    internal static partial int* sws_getCoefficients(int colorSpace);

    [LibraryImport(Library)]
    internal static partial int sws_setColorspaceDetails(
        void* context, int* sourceTable, int sourceFullRange, int* table, int fullRange, int brightness, int contrast, int saturation);

    [LibraryImport(Library)]
    internal static partial int sws_scale(void* context, byte** source, int* sourceStride, int row, int rows, byte** target, int* targetStride);

    [LibraryImport(Library)]
    internal static partial void sws_freeContext(void* context);
}
