using System.Runtime.InteropServices;
using Robotics.Simulation.Physics;

namespace Robotics.Simulation.Rendering;

/// <summary>
/// The one OpenGL platform of this process. MuJoCo takes OpenGL from whichever platform library is loaded, so exactly
/// one may be: EGL where its surfaceless platform works, otherwise OSMesa.
/// </summary>
public static partial class GlPlatform
{
    private static readonly Lazy<Choice> Chosen = new(Choose);

    /// <summary>"EGL" or "OSMesa".</summary>
    /// <exception cref="MujocoException">Neither works; the message names the packages.</exception>
    public static string Name => Chosen.Value.Name;

    internal static GlContext CreateContext() => Chosen.Value.Create();

    private static Choice Choose()
    {
        // Mesa's software renderer runs faster alone on its core; processes, not threads, use the others.
        // The C library's environment, as .NET keeps its own copy.
        _ = SetNativeVariable("LP_NUM_THREADS", "0", 1);
        nint display = EglContext.OpenDisplay();
        if (display != 0)
            return new Choice("EGL", () => new EglContext(display));
        if (!NativeLibrary.TryLoad(OsMesaContext.Library, out _))
        {
            throw new MujocoException("Neither EGL nor OSMesa works here. Offscreen rendering on Debian 12: " +
                "apt-get install libegl1 libegl-mesa0 libgl1-mesa-dri, or libosmesa6");
        }

        Console.Error.WriteLine("EGL's surfaceless platform does not work here; rendering with OSMesa.");
        return new Choice("OSMesa", () => new OsMesaContext());
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetNativeVariable(string name, string value, int overwrite);

    private sealed record Choice(string Name, Func<GlContext> Create);
}
