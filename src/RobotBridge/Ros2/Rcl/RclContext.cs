using System.Runtime.InteropServices;
using Robotics.RobotBridge.Ros2.Names;

namespace Robotics.RobotBridge.Ros2.Rcl;

/// <summary>rcl's own view of the process and of one node in it.</summary>
internal sealed unsafe class RclContext : IDisposable
{
    private readonly nint* _options;

    /// <summary>Starts rcl with the arguments of ROS and announces the node.</summary>
    public RclContext(int? domain, string nodeName, RosArguments arguments)
    {
        Allocator = RclApi.rcutils_get_default_allocator();
        _options = (nint*)NativeMemory.AllocZeroed((nuint)sizeof(nint));
        *_options = RclApi.rcl_get_zero_initialized_init_options();
        RclApi.Check(RclApi.rcl_init_options_init(_options, Allocator));
        if (domain is { } id)
            RclApi.Check(RclApi.rcl_init_options_set_domain_id(_options, (nuint)id));
        Native = (RclLarge*)NativeMemory.AllocZeroed(RclLarge.ByteCount);
        *Native = RclApi.rcl_get_zero_initialized_context();
        Initialize(["robotics", .. arguments.Format()]);
        Node = (RclNode*)NativeMemory.AllocZeroed((nuint)sizeof(RclNode));
        *Node = RclApi.rcl_get_zero_initialized_node();
        var options = RclApi.rcl_node_get_default_options();
        RclApi.Check(RclApi.rcl_node_init(Node, nodeName, "", Native, &options));
        NodeName = Marshal.PtrToStringUTF8(RclApi.rcl_node_get_fully_qualified_name(Node)) ?? nodeName;
    }

    /// <summary>rcl's default one.</summary>
    public RclAllocator Allocator { get; }

    /// <summary><c>rcl_context_t</c>, with room to spare.</summary>
    public RclLarge* Native { get; }

    /// <summary>The node.</summary>
    public RclNode* Node { get; }

    /// <summary>Its full name after remapping.</summary>
    public string NodeName { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        _ = RclApi.rcl_node_fini(Node);
        _ = RclApi.rcl_shutdown(Native);
        _ = RclApi.rcl_context_fini(Native);
        _ = RclApi.rcl_init_options_fini(_options);
        NativeMemory.Free(Node);
        NativeMemory.Free(Native);
        NativeMemory.Free(_options);
    }

    // rcl copies the texts
    private void Initialize(IReadOnlyList<string> arguments)
    {
        var texts = arguments.Select(Marshal.StringToCoTaskMemUTF8).ToArray();
        try
        {
            fixed (nint* pointers = texts)
                RclApi.Check(RclApi.rcl_init(texts.Length, pointers, _options, Native));
        }
        finally
        {
            foreach (var text in texts)
                Marshal.FreeCoTaskMem(text);
        }
    }
}
