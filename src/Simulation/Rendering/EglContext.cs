using System.Runtime.InteropServices;

namespace Robotics.Simulation.Rendering;

/// <summary>A context of Mesa's surfaceless EGL platform: no window system, no device node.</summary>
internal sealed unsafe partial class EglContext : GlContext
{
    internal const string Library = "libEGL.so.1";

    private const int SurfacelessPlatform = 0x31DD;
    private const int OpenGlApi = 0x30A2;
    private const int End = 0x3038;
    private readonly nint _display;
    private readonly nint _context;

    internal EglContext(nint display)
    {
        _display = display;
        // surface type pbuffer; renderable by OpenGL; 8 bits a channel; 24 bits of depth; 8 of stencil
        int* wanted = stackalloc int[]
        {
            0x3033, 1, 0x3040, 8, 0x3024, 8, 0x3023, 8, 0x3022, 8, 0x3021, 8, 0x3025, 24, 0x3026, 8, End,
        };
        nint config;
        int count;
        if (eglBindAPI(OpenGlApi) == 0 || eglChooseConfig(display, wanted, &config, 1, &count) == 0 || count == 0)
            throw Failure($"EGL offers no OpenGL configuration (0x{eglGetError():x})");
        _context = eglCreateContext(display, config, 0, null);
        if (_context == 0)
            throw Failure($"EGL made no OpenGL context (0x{eglGetError():x})");
    }

    /// <summary>The process-wide display, or 0 where EGL or its surfaceless platform does not work.</summary>
    /// <remarks>Asks through the library's handle alone, so that a platform that does not work is unloaded again.</remarks>
    internal static nint OpenDisplay()
    {
        if (!NativeLibrary.TryLoad(Library, out nint library))
            return 0;
        nint display = 0;
        var find = (delegate* unmanaged[Cdecl]<byte*, nint>)NativeLibrary.GetExport(library, "eglGetProcAddress");
        var initialize = (delegate* unmanaged[Cdecl]<nint, int*, int*, int>)NativeLibrary.GetExport(library, "eglInitialize");
        fixed (byte* name = "eglGetPlatformDisplayEXT\0"u8)
        {
            var getDisplay = (delegate* unmanaged[Cdecl]<int, nint, int*, nint>)find(name);
            if (getDisplay != null)
                display = getDisplay(SurfacelessPlatform, 0, null);
        }

        int major, minor;
        if (display != 0 && initialize(display, &major, &minor) != 0)
            return display;
        NativeLibrary.Free(library);
        return 0;
    }

    protected override void Activate()
    {
        if (eglBindAPI(OpenGlApi) == 0 || eglMakeCurrent(_display, 0, 0, _context) == 0)
            throw Failure($"EGL could not activate its context (0x{eglGetError():x})");
    }

    protected override void Release()
    {
        _ = eglMakeCurrent(_display, 0, 0, 0);
        _ = eglDestroyContext(_display, _context);
    }

    [LibraryImport(Library)]
    private static partial int eglBindAPI(int api);

    [LibraryImport(Library)]
    private static partial int eglChooseConfig(nint display, int* attributes, nint* configs, int size, int* count);

    [LibraryImport(Library)]
    private static partial nint eglCreateContext(nint display, nint config, nint share, int* attributes);

    [LibraryImport(Library)]
    private static partial int eglMakeCurrent(nint display, nint draw, nint read, nint context);

    [LibraryImport(Library)]
    private static partial int eglDestroyContext(nint display, nint context);

    [LibraryImport(Library)]
    private static partial int eglGetError();
}
