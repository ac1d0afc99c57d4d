using System.Runtime.InteropServices;

namespace Robotics.RobotBridge.Ros2.Dds;

/// <summary>
/// Finds Cyclone DDS's C library and refuses every version but 0.10: the layouts in <see cref="CycloneLayout"/> come from
/// the installed headers of 0.10, and another layout would corrupt memory.
/// </summary>
internal static class CycloneLibrary
{
    /// <summary>The name by which the declarations import it.</summary>
    public const string Name = "ddsc";

    private static readonly string[] Candidates = ["libddsc.so.0debian", "libddsc.so.0", "libddsc.so.0t64", "libddsc.so"];
    private static readonly Lazy<nint> Loaded = new(Find);

    /// <summary>The library.</summary>
    /// <exception cref="DllNotFoundException">It is missing or has another version.</exception>
    public static nint Handle => Loaded.Value;

    /// <summary>Why it cannot be used here; null when it can.</summary>
    public static string? WhyUnavailable()
    {
        try
        {
            _ = Handle;
            return Middleware.WhyNot(Middleware.Dds);
        }
        catch (DllNotFoundException missing)
        {
            return missing.Message;
        }
    }

    private static nint Find()
    {
        nint handle = 0;
        if (!Candidates.Any(name => NativeLibrary.TryLoad(name, out handle)))
            throw new DllNotFoundException("Cyclone DDS is not installed; on Debian: apt-get install libddsc0debian");
        var file = MappedFile();
        if (!Path.GetFileName(file).StartsWith("libddsc.so.0.10.", StringComparison.Ordinal))
            throw new DllNotFoundException($"{file} is not Cyclone DDS 0.10, the only version whose memory layout this program knows");
        if (!NativeLibrary.TryGetExport(handle, "ddsi_serdata_iox_size", out _))
            throw new DllNotFoundException($"{file} is built without shared memory, which changes its memory layout; use the distribution's package");
        NativeLibrary.SetDllImportResolver(typeof(CycloneLibrary).Assembly, (name, _, _) => name == Name ? handle : 0);
        return handle;
    }

    // the loader knows the real file behind the links
    private static string MappedFile() =>
        File.ReadLines("/proc/self/maps").Select(line => line[(line.LastIndexOf(' ') + 1)..])
            .First(path => Path.GetFileName(path).StartsWith("libddsc.so", StringComparison.Ordinal));
}
