using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Robotics.Simulation.Physics;

/// <summary>Loads the physics library once per process, checks its version and takes over its error reporting.</summary>
public static unsafe class MujocoLibrary
{
    private static readonly Lazy<nint> Loaded = new(() => Load(NativeMujoco.Library));

    /// <summary>Makes the library usable; every model does so by itself.</summary>
    /// <exception cref="MujocoException">The library is missing or has a version that the binding was not made for.</exception>
    public static void EnsureLoaded() => _ = Loaded.Value;

    internal static nint Load(string name)
    {
        if (!NativeLibrary.TryLoad(name, out nint library))
            throw new MujocoException($"{name} cannot be loaded. On Debian 12: apt-get install libmujoco2.2.2");
        var version = (delegate* unmanaged[Cdecl]<int>)NativeLibrary.GetExport(library, "mj_version");
        CheckVersion(version());
        TakeOverReports(library);
        return library;
    }

    internal static void CheckVersion(int version)
    {
        if (version == MujocoLayout.Version)
            return;
        throw new MujocoException(
            $"{NativeMujoco.Library} says it is version {version}, but the binding was generated for {MujocoLayout.Version}. " +
            "Install Debian 12's package libmujoco2.2.2, or generate MujocoLayout.g.cs again from the headers of that version.");
    }

    /// <summary>The library exports two function pointers; without them it prints to standard output and exits the process.</summary>
    private static void TakeOverReports(nint library)
    {
        *(delegate* unmanaged[Cdecl]<byte*, void>*)NativeLibrary.GetExport(library, "mju_user_error") = &OnError;
        *(delegate* unmanaged[Cdecl]<byte*, void>*)NativeLibrary.GetExport(library, "mju_user_warning") = &OnWarning;
    }

    /// <summary>Must not return, and no exception may cross native frames: this is why simulations run in worker processes.</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnError(byte* message)
    {
        string text = "MuJoCo stopped with an error: " + Marshal.PtrToStringUTF8((nint)message);
        Console.Error.WriteLine(text);
        Environment.FailFast(text);
    }

    /// <summary>Counted per episode in <see cref="MujocoData.WarningCount"/>; here only for the reader of the log.</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnWarning(byte* message) =>
        Console.Error.WriteLine("MuJoCo warning: " + Marshal.PtrToStringUTF8((nint)message));
}
