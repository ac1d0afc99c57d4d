using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Robotics.RobotBridge.Ros2.Dds;

/// <summary>
/// A sample that Cyclone DDS carries without looking inside: the CDR bytes as they are. Its functions run on the
/// library's threads and touch native memory only, so they make no garbage and cannot throw.
/// </summary>
internal static unsafe class OpaqueSample
{
    /// <summary>A sample with data, in Cyclone's counting.</summary>
    public const int DataKind = 2;

    private const int KeyKind = 1;

    // behind Cyclone's own part: the length, then the bytes, padded to four as the wire wants them
    private const int LengthOffset = CycloneLayout.SampleSize;
    private const int BytesOffset = LengthOffset + sizeof(ulong);

    /// <summary>The function table that every type shares; lives as long as the process.</summary>
    public static CycloneSampleFunctions* Functions { get; } = MakeFunctions();

    /// <summary>A sample of these bytes, owned by whoever writes it.</summary>
    public static nint FromBytes(nint type, ReadOnlySpan<byte> cdr)
    {
        var sample = Allocate(type, DataKind, (nuint)cdr.Length);
        cdr.CopyTo(new Span<byte>((void*)(sample + BytesOffset), cdr.Length));
        return sample;
    }

    /// <summary>The bytes, valid while the sample is referenced.</summary>
    public static ReadOnlySpan<byte> Bytes(nint sample) => new((void*)(sample + BytesOffset), (int)Length(sample));

    private static nuint Length(nint sample) => *(nuint*)(sample + LengthOffset);

    private static nint Allocate(nint type, int kind, nuint length)
    {
        var sample = (nint)NativeMemory.Alloc(BytesOffset + ((length + 3) & ~(nuint)3));
        NativeMemory.Clear((void*)sample, BytesOffset);
        CycloneApi.ddsi_serdata_init(sample, type, kind);
        *(nuint*)(sample + LengthOffset) = length;
        return sample;
    }

    private static CycloneSampleFunctions* MakeFunctions()
    {
        var table = (CycloneSampleFunctions*)NativeMemory.AllocZeroed((nuint)sizeof(CycloneSampleFunctions));
        *table = new CycloneSampleFunctions
        {
            HaveEqualKeys = &HaveEqualKeys,
            Size = &Size,
            FromFragments = &FromFragments,
            FromVectors = &FromVectors,
            FromKeyHash = &FromKeyHash,
            FromSample = &FromSample,
            CopyTo = &CopyTo,
            Borrow = &Borrow,
            Return = &Return,
            ToSample = &ToSample,
            ToUntyped = &ToUntyped,
            UntypedToSample = &UntypedToSample,
            Free = &Free,
            Print = &Print,
            KeyHash = &KeyHash,
            SampleSize = &Size,
            FromSharedMemory = &FromSharedMemory,
        };
        return table;
    }

    // a large message arrives in fragments that may overlap; none is believed beyond the announced size, nor are holes
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint FromFragments(nint type, int kind, nint fragment, nuint size)
    {
        if (size > int.MaxValue)
            return 0;
        var sample = Allocate(type, kind, size);
        uint filled = 0;
        for (; fragment != 0; fragment = *(nint*)(fragment + CycloneLayout.FragmentNext))
        {
            var from = *(uint*)(fragment + CycloneLayout.FragmentFrom);
            var to = *(uint*)(fragment + CycloneLayout.FragmentTo);
            if (to <= filled)
                continue;
            if (to > size || from > filled)
                break;
            var payload = *(nint*)(fragment + CycloneLayout.FragmentMessage) + CycloneLayout.MessageHeaderSize
                + *(ushort*)(fragment + CycloneLayout.FragmentPayload);
            NativeMemory.Copy((void*)(payload + (nint)(filled - from)), (void*)(sample + BytesOffset + (nint)filled), to - filled);
            filled = to;
        }
        if (filled == size)
            return sample;
        NativeMemory.Free((void*)sample);
        return 0;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint FromVectors(nint type, int kind, nuint count, CycloneVector* vectors, nuint size)
    {
        var sample = Allocate(type, kind, size);
        nuint filled = 0;
        for (nuint i = 0; i < count; i++)
        {
            var length = Math.Min(vectors[i].Length, size - filled);
            NativeMemory.Copy((void*)vectors[i].Start, (void*)(sample + BytesOffset + (nint)filled), length);
            filled += length;
        }
        return sample;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void CopyTo(nint sample, nuint offset, nuint length, nint target) =>
        NativeMemory.Copy((void*)(sample + BytesOffset + (nint)offset), (void*)target, length);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint Borrow(nint sample, nuint offset, nuint length, CycloneVector* vector)
    {
        *vector = new CycloneVector { Start = sample + BytesOffset + (nint)offset, Length = length };
        Interlocked.Increment(ref *(int*)(sample + CycloneLayout.SampleReferences));
        return sample;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Return(nint sample, CycloneVector* vector) => CycloneApi.ddsi_serdata_unref(sample);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint ToUntyped(nint sample)
    {
        var untyped = Allocate(*(nint*)(sample + CycloneLayout.SampleType), KeyKind, 0);
        *(nint*)(untyped + CycloneLayout.SampleType) = 0;
        return untyped;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static uint Size(nint sample) => (uint)Length(sample);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint FromKeyHash(nint type, nint keyHash) => Allocate(type, KeyKind, 0);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Free(nint sample) => NativeMemory.Free((void*)sample);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void KeyHash(nint sample, byte* target, byte forceMd5) => NativeMemory.Clear(target, 16);

    // messages have no key, so all are of one instance
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static byte HaveEqualKeys(nint a, nint b) => 1;

    // nobody hands over or asks for structures in memory, only bytes
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint FromSample(nint type, int kind, nint structure) => 0;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static byte ToSample(nint sample, nint structure, nint buffer, nint end) => 0;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static byte UntypedToSample(nint type, nint sample, nint structure, nint buffer, nint end) => 1;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint FromSharedMemory(nint type, int kind, nint subscriber, nint buffer) => 0;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nuint Print(nint type, nint sample, byte* target, nuint size)
    {
        if (size > 0)
            *target = 0;
        return 0;
    }
}
