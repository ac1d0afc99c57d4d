using System.Runtime.InteropServices;
using Robotics.Datasets;
using Robotics.Perception.Video.LibAv;
using static Robotics.Perception.Video.LibAv.LibAvConstants;

namespace Robotics.Perception.Video;

/// <summary>Turns decoded frames into packed RGB of one size, in one pass where they are also scaled.</summary>
internal sealed unsafe class FrameScaler : IDisposable
{
    // the vector code writes whole groups of pixels: past the end of rows that stop within one, or not their last pixels
    private const int PixelGroup = 64;
    private const int RowAlignment = 64;

    private readonly string _path;
    private readonly (int Width, int Height) _promised;
    private readonly int _width;
    private readonly int _height;
    private readonly int _stride;
    private readonly byte* _padded;
    private SourceFormat _source;
    private void* _context;

    internal FrameScaler(string path, (int Width, int Height) promised, int width, int height)
    {
        (_path, _promised, _width, _height) = (path, promised, width, height);
        _stride = (width + PixelGroup - 1) / PixelGroup * PixelGroup * 3;
        if (_stride != width * 3) _padded = (byte*)NativeMemory.AlignedAlloc((nuint)_stride * (nuint)height, RowAlignment);
    }

    /// <summary>Writes [height, width, 3].</summary>
    internal void Convert(AVFrame* frame, Span<byte> rgb)
    {
        Prepare(frame);
        fixed (byte* target = rgb)
        {
            Scale(frame, _padded == null ? target : _padded);
            if (_padded == null) return;
            for (int row = 0; row < _height; row++)
                new ReadOnlySpan<byte>(_padded + row * _stride, _width * 3).CopyTo(rgb.Slice(row * _width * 3, _width * 3));
        }
    }

    public void Dispose()
    {
        SwScale.sws_freeContext(_context);
        _context = null;
        NativeMemory.AlignedFree(_padded);
    }

    private void Scale(AVFrame* frame, byte* target)
    {
        byte** planes = stackalloc byte*[4] { target, null, null, null };
        int* strides = stackalloc int[4] { _stride, 0, 0, 0 };
        LibAvError.Check(
            SwScale.sws_scale(_context, (byte**)frame->Data, frame->LineSize, 0, frame->Height, planes, strides), _path, "convert a frame to RGB");
    }

    private void Prepare(AVFrame* frame)
    {
        var source = new SourceFormat(frame->Width, frame->Height, frame->Format, frame->ColorSpace, frame->ColorRange);
        if (_context != null && source == _source) return;
        if ((source.Width, source.Height) != _promised)
            throw new DataException(new Defect(
                _path, $"a frame has {source.Width}x{source.Height} pixels, the header promises {_promised.Width}x{_promised.Height}.", "Encode the video again with one size."));
        _source = source;
        SwScale.sws_freeContext(_context);
        bool shrinks = source.Width > _width || source.Height > _height;
        bool keeps = source.Width == _width && source.Height == _height;
        int flags = keeps ? ScaleBicubic : shrinks ? ScaleArea : ScaleBilinear;
        _context = SwScale.sws_getContext(
            source.Width, source.Height, source.Format, _width, _height, PixelRgb24, flags, null, null, null);
        if (_context == null) throw LibAvError.Failure(_path, "convert the frames to RGB", "the pixel format is not supported");
        int* coefficients = SwScale.sws_getCoefficients(source.ColorSpace);
        int fullRange = source.ColorRange == RangeFull ? 1 : 0;
        _ = SwScale.sws_setColorspaceDetails(_context, coefficients, fullRange, coefficients, 0, 0, 1 << 16, 1 << 16);
    }

    private readonly record struct SourceFormat(int Width, int Height, int Format, int ColorSpace, int ColorRange);
}
