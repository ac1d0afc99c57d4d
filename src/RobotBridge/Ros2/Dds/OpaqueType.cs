using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Robotics.RobotBridge.Ros2.Dds;

/// <summary>
/// A type that Cyclone DDS knows by name only, as ROS 2's own Cyclone layer does it: no type information is announced,
/// so the name alone decides whether two ends match.
/// </summary>
internal static unsafe class OpaqueType
{
    private const uint NoKeyFlag = 1;
    private const uint PlainCdr = 1;

    private static readonly CycloneTypeFunctions* Functions = MakeFunctions();

    /// <summary>A new type; the topic made of it takes it over.</summary>
    /// <param name="ddsName">Such as <c>std_msgs::msg::dds_::String_</c>.</param>
    public static nint Create(string ddsName)
    {
        var type = (nint)NativeMemory.AllocZeroed(CycloneLayout.TypeSize);
        CycloneApi.ddsi_sertype_init_flags(type, ddsName, Functions, OpaqueSample.Functions, NoKeyFlag);
        *(uint*)(type + CycloneLayout.TypeRepresentations) = PlainCdr;
        return type;
    }

    private static CycloneTypeFunctions* MakeFunctions()
    {
        var table = (CycloneTypeFunctions*)NativeMemory.AllocZeroed((nuint)sizeof(CycloneTypeFunctions));
        *table = new CycloneTypeFunctions
        {
            Version = NativeLibrary.GetExport(CycloneLibrary.Handle, "ddsi_sertype_v0"),
            Free = &Free,
            ZeroSamples = &ZeroSamples,
            ReallocateSamples = &ReallocateSamples,
            FreeSamples = &FreeSamples,
            AreEqual = &AreEqual,
            Hash = &Hash,
            SerializedSize = &SerializedSize,
            SerializeInto = &SerializeInto,
        };
        return table;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Free(nint type)
    {
        CycloneApi.ddsi_sertype_fini(type);
        NativeMemory.Free((void*)type);
    }

    // the library has compared the names already
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static byte AreEqual(nint a, nint b) => 1;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static uint Hash(nint type) => 0;

    // samples in memory do not exist for an opaque type
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void ZeroSamples(nint type, nint samples, nuint count)
    {
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void ReallocateSamples(nint pointers, nint type, nint old, nuint oldCount, nuint count)
    {
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void FreeSamples(nint type, nint pointers, nuint count, int operation)
    {
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nuint SerializedSize(nint type, nint sample) => 0;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static byte SerializeInto(nint type, nint sample, nint target, nuint size) => 0;
}
