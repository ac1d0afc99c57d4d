using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Robotics.RobotBridge.Ros2.Dds;

/// <summary>The functions of Cyclone DDS's C library in use.</summary>
internal static unsafe partial class CycloneApi
{
    private const string Library = CycloneLibrary.Name;

    /// <summary>Throws with the library's own words when a call failed.</summary>
    public static int Check(int result, [CallerArgumentExpression(nameof(result))] string call = "") =>
        result >= 0 ? result : throw new IOException($"{call}: {Marshal.PtrToStringUTF8(dds_strretcode(result))}");

    [LibraryImport(Library)]
    public static partial nint dds_strretcode(int result);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int dds_create_domain(uint domain, string configuration);

    [LibraryImport(Library)]
    public static partial int dds_create_participant(uint domain, nint qos, nint listener);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int dds_create_topic_sertype(int participant, string name, nint* type, nint qos, nint listener, nint discovery);

    [LibraryImport(Library)]
    public static partial int dds_create_writer(int participant, int topic, nint qos, nint listener);

    [LibraryImport(Library)]
    public static partial int dds_create_reader(int participant, int topic, nint qos, nint listener);

    [LibraryImport(Library)]
    public static partial int dds_delete(int entity);

    [LibraryImport(Library)]
    public static partial int dds_writecdr(int writer, nint sample);

    [LibraryImport(Library)]
    public static partial int dds_takecdr(int reader, nint* samples, uint count, CycloneSampleInfo* infos, uint mask);

    [LibraryImport(Library)]
    public static partial int dds_get_guid(int entity, byte* guid);

    [LibraryImport(Library)]
    public static partial int dds_get_matched_subscriptions(int writer, ulong* handles, nuint count);

    [LibraryImport(Library)]
    public static partial int dds_get_matched_publications(int reader, ulong* handles, nuint count);

    [LibraryImport(Library)]
    public static partial int dds_get_offered_incompatible_qos_status(int writer, CycloneIncompatible* status);

    [LibraryImport(Library)]
    public static partial int dds_get_requested_incompatible_qos_status(int reader, CycloneIncompatible* status);

    [LibraryImport(Library)]
    public static partial int dds_create_waitset(int participant);

    [LibraryImport(Library)]
    public static partial int dds_create_readcondition(int reader, uint mask);

    [LibraryImport(Library)]
    public static partial int dds_waitset_attach(int waitset, int entity, nint tag);

    [LibraryImport(Library)]
    public static partial int dds_waitset_detach(int waitset, int entity);

    [LibraryImport(Library)]
    public static partial int dds_waitset_wait(int waitset, nint* tags, nuint count, long nanoseconds);

    [LibraryImport(Library)]
    public static partial nint dds_create_qos();

    [LibraryImport(Library)]
    public static partial void dds_delete_qos(nint qos);

    [LibraryImport(Library)]
    public static partial void dds_qset_userdata(nint qos, byte* value, nuint length);

    [LibraryImport(Library)]
    public static partial void dds_qset_reliability(nint qos, int kind, long maxBlocking);

    [LibraryImport(Library)]
    public static partial void dds_qset_durability(nint qos, int kind);

    [LibraryImport(Library)]
    public static partial void dds_qset_history(nint qos, int kind, int depth);

    [LibraryImport(Library)]
    public static partial void dds_qset_lifespan(nint qos, long nanoseconds);

    [LibraryImport(Library)]
    public static partial void dds_qset_durability_service(
        nint qos, long cleanupDelay, int historyKind, int historyDepth, int maxSamples, int maxInstances, int maxSamplesPerInstance);

    [LibraryImport(Library)]
    public static partial void dds_qset_writer_data_lifecycle(nint qos, byte autodispose);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial void ddsi_sertype_init_flags(nint type, string name, CycloneTypeFunctions* type_functions, CycloneSampleFunctions* sample_functions, uint flags);

    [LibraryImport(Library)]
    public static partial void ddsi_sertype_fini(nint type);

    [LibraryImport(Library)]
    public static partial void ddsi_serdata_init(nint sample, nint type, int kind);

    [LibraryImport(Library)]
    public static partial void ddsi_serdata_unref(nint sample);
}
