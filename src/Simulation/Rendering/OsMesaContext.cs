using System.Runtime.InteropServices;

namespace Robotics.Simulation.Rendering;

/// <summary>A context of Mesa's off-screen library, for machines where EGL does not work.</summary>
internal sealed unsafe partial class OsMesaContext : GlContext
{
    internal const string Library = "libOSMesa.so.8";

    private const int Rgba = 0x1908;
    private const int UnsignedByte = 0x1401;
    private const int Side = 32; // its own buffer is never drawn to
    private readonly nint _context;
    private byte* _buffer;

    internal OsMesaContext()
    {
        _context = OSMesaCreateContextExt(Rgba, 24, 8, 0, 0);
        if (_context == 0)
            throw Failure("OSMesa made no OpenGL context");
        _buffer = (byte*)NativeMemory.AllocZeroed(Side * Side * 4);
    }

    protected override void Activate()
    {
        if (OSMesaMakeCurrent(_context, _buffer, UnsignedByte, Side, Side) == 0)
            throw Failure("OSMesa could not activate its context");
    }

    protected override void Release()
    {
        OSMesaDestroyContext(_context);
        NativeMemory.Free(_buffer);
        _buffer = null;
    }

    [LibraryImport(Library)]
    private static partial nint OSMesaCreateContextExt(int format, int depth, int stencil, int accumulation, nint share);

    [LibraryImport(Library)]
    private static partial int OSMesaMakeCurrent(nint context, byte* buffer, int type, int width, int height);

    [LibraryImport(Library)]
    private static partial void OSMesaDestroyContext(nint context);
}
