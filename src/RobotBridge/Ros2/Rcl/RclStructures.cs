using System.Runtime.InteropServices;

namespace Robotics.RobotBridge.Ros2.Rcl;

/// <summary>
/// Any structure that rcl returns by value through memory: larger than all of them, so that fields which a distribution
/// appends do no harm.
/// </summary>
[StructLayout(LayoutKind.Sequential, Size = ByteCount)]
internal struct RclLarge
{
    /// <summary>Room for every option structure and for error texts, which are the largest.</summary>
    public const int ByteCount = 1024;
}

/// <summary><c>rcutils_allocator_t</c></summary>
[StructLayout(LayoutKind.Sequential)]
internal struct RclAllocator
{
    public nint Allocate;
    public nint Deallocate;
    public nint Reallocate;
    public nint ZeroAllocate;
    public nint State;
}

/// <summary><c>rcl_node_t</c></summary>
[StructLayout(LayoutKind.Sequential)]
internal struct RclNode
{
    public nint Context;
    public nint Implementation;
}

/// <summary><c>rcutils_uint8_array_t</c>, a serialized message</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct RclBytes
{
    public byte* Buffer;
    public nuint Length;
    public nuint Capacity;
    public RclAllocator Allocator;
}

/// <summary>The part of <c>rmw_qos_profile_t</c> that is set here; it begins every option structure.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct RclQos
{
    public int History;
    public nuint Depth;
    public int Reliability;
    public int Durability;
    public RclDuration Deadline;
    public RclDuration Lifespan;

    /// <summary>Sets what the profile names and leaves the rest at its default.</summary>
    public void Set(QosProfile profile)
    {
        const int keepLast = 1, reliable = 1, bestEffort = 2, transientLocal = 1, discardOld = 2;
        (History, Depth) = (keepLast, (nuint)profile.Depth);
        (Reliability, Durability) = (profile.Reliable ? reliable : bestEffort, profile.TransientLocal ? transientLocal : discardOld);
        if (profile.Lifespan is { } lifespan)
            Lifespan = RclDuration.Of(lifespan);
    }
}

/// <summary><c>rmw_time_t</c></summary>
[StructLayout(LayoutKind.Sequential)]
internal struct RclDuration
{
    public ulong Seconds;
    public ulong Nanoseconds;

    public static RclDuration Of(TimeSpan span) =>
        new() { Seconds = (ulong)span.TotalSeconds, Nanoseconds = (ulong)(span - TimeSpan.FromSeconds((long)span.TotalSeconds)).TotalNanoseconds };
}

/// <summary><c>rmw_qos_incompatible_event_status_t</c>, offered and requested</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct RclIncompatible
{
    public int Total;
    public int Change;
    public int LastPolicy;

    /// <summary>The name of the policy, a bit of <c>rmw_qos_policy_kind_t</c>.</summary>
    public readonly string PolicyName => LastPolicy switch
    {
        1 << 1 => "durability",
        1 << 2 => "deadline",
        1 << 3 => "liveliness",
        1 << 4 => "reliability",
        _ => $"policy {LastPolicy}",
    };
}
