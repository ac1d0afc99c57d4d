using System.Runtime.InteropServices;

namespace Robotics.RobotBridge.Ros2.Dds;

/// <summary><c>dds_sample_info_t</c></summary>
[StructLayout(LayoutKind.Sequential)]
internal struct CycloneSampleInfo
{
    public uint SampleState;
    public uint ViewState;
    public uint InstanceState;
    public byte IsValid;
    public long SourceTimestamp;
    public ulong Instance;
    public ulong Publication;
    public uint DisposedGeneration;
    public uint NoWritersGeneration;
    public uint SampleRank;
    public uint GenerationRank;
    public uint AbsoluteGenerationRank;
}

/// <summary><c>dds_offered_incompatible_qos_status_t</c>, and the requested one.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct CycloneIncompatible
{
    public uint Total;
    public int Change;
    public uint LastPolicy;
}

/// <summary><c>ddsrt_iovec_t</c></summary>
[StructLayout(LayoutKind.Sequential)]
internal struct CycloneVector
{
    public nint Start;
    public nuint Length;
}

/// <summary><c>struct ddsi_sertype_ops</c></summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct CycloneTypeFunctions
{
    public nint Version;
    public nint Argument;
    public delegate* unmanaged[Cdecl]<nint, void> Free;
    public delegate* unmanaged[Cdecl]<nint, nint, nuint, void> ZeroSamples;
    public delegate* unmanaged[Cdecl]<nint, nint, nint, nuint, nuint, void> ReallocateSamples;
    public delegate* unmanaged[Cdecl]<nint, nint, nuint, int, void> FreeSamples;
    public delegate* unmanaged[Cdecl]<nint, nint, byte> AreEqual;
    public delegate* unmanaged[Cdecl]<nint, uint> Hash;
    public nint TypeId;
    public nint TypeMap;
    public nint TypeInformation;
    public nint Derive;
    public delegate* unmanaged[Cdecl]<nint, nint, nuint> SerializedSize;
    public delegate* unmanaged[Cdecl]<nint, nint, nint, nuint, byte> SerializeInto;
}

/// <summary><c>struct ddsi_serdata_ops</c>, shared memory build</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct CycloneSampleFunctions
{
    public delegate* unmanaged[Cdecl]<nint, nint, byte> HaveEqualKeys;
    public delegate* unmanaged[Cdecl]<nint, uint> Size;
    public delegate* unmanaged[Cdecl]<nint, int, nint, nuint, nint> FromFragments;
    public delegate* unmanaged[Cdecl]<nint, int, nuint, CycloneVector*, nuint, nint> FromVectors;
    public delegate* unmanaged[Cdecl]<nint, nint, nint> FromKeyHash;
    public delegate* unmanaged[Cdecl]<nint, int, nint, nint> FromSample;
    public delegate* unmanaged[Cdecl]<nint, nuint, nuint, nint, void> CopyTo;
    public delegate* unmanaged[Cdecl]<nint, nuint, nuint, CycloneVector*, nint> Borrow;
    public delegate* unmanaged[Cdecl]<nint, CycloneVector*, void> Return;
    public delegate* unmanaged[Cdecl]<nint, nint, nint, nint, byte> ToSample;
    public delegate* unmanaged[Cdecl]<nint, nint> ToUntyped;
    public delegate* unmanaged[Cdecl]<nint, nint, nint, nint, nint, byte> UntypedToSample;
    public delegate* unmanaged[Cdecl]<nint, void> Free;
    public delegate* unmanaged[Cdecl]<nint, nint, byte*, nuint, nuint> Print;
    public delegate* unmanaged[Cdecl]<nint, byte*, byte, void> KeyHash;
    public delegate* unmanaged[Cdecl]<nint, uint> SampleSize;
    public delegate* unmanaged[Cdecl]<nint, int, nint, nint, nint> FromSharedMemory;
}
