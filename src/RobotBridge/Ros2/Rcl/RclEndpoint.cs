using System.Runtime.InteropServices;
using Robotics.RobotBridge.Ros2.Cdr;

namespace Robotics.RobotBridge.Ros2.Rcl;

/// <summary>What publishers and subscriptions share: the native handle, and the event that tells of refused other ends.</summary>
internal abstract unsafe class RclEndpoint : IEndpoint
{
    // rcl_publisher_event_type_t and rcl_subscription_event_type_t agree on it
    private const int IncompatibleQosEvent = 2;
    private readonly Lock _eventLock = new();
    private readonly nint* _event;
    private readonly bool _hasEvent;
    private RclIncompatible _incompatible;
    private bool _disposed;

    protected RclEndpoint(RclTransport transport, string topic, string name, MessageType type, QosProfile qos, bool sends)
    {
        (Transport, Topic, Qos, Sends) = (transport, topic, qos, sends);
        var options = sends ? RclApi.rcl_publisher_get_default_options() : RclApi.rcl_subscription_get_default_options();
        ((RclQos*)&options)->Set(qos);
        var support = RclLibrary.TypeSupport(type.Name);
        Handle = (nint*)NativeMemory.AllocZeroed((nuint)sizeof(nint));
        *Handle = sends ? RclApi.rcl_get_zero_initialized_publisher() : RclApi.rcl_get_zero_initialized_subscription();
        RclApi.Check(sends
            ? RclApi.rcl_publisher_init(Handle, transport.Node, support, name, &options)
            : RclApi.rcl_subscription_init(Handle, transport.Node, support, name, &options));
        _event = (nint*)NativeMemory.AllocZeroed((nuint)sizeof(nint));
        *_event = RclApi.rcl_get_zero_initialized_event();
        _hasEvent = (sends
            ? RclApi.rcl_publisher_event_init(_event, Handle, IncompatibleQosEvent)
            : RclApi.rcl_subscription_event_init(_event, Handle, IncompatibleQosEvent)) == 0;
        // not every middleware has the event; without it nothing is ever counted as refused
        RclApi.rcutils_reset_error();
    }

    /// <inheritdoc/>
    public string Topic { get; }

    /// <inheritdoc/>
    public bool Sends { get; }

    /// <inheritdoc/>
    public QosProfile Qos { get; }

    /// <summary>The native publisher or subscription.</summary>
    public nint* Handle { get; }

    /// <inheritdoc/>
    public int Matched
    {
        get
        {
            nuint count;
            RclApi.Check(Sends ? RclApi.rcl_publisher_get_subscription_count(Handle, &count) : RclApi.rcl_subscription_get_publisher_count(Handle, &count));
            return (int)count;
        }
    }

    /// <inheritdoc/>
    public int Incompatible => TakeIncompatible().Total;

    /// <inheritdoc/>
    public string? IncompatiblePolicy => TakeIncompatible() is { Total: > 0 } status ? status.PolicyName : null;

    protected RclTransport Transport { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_eventLock)
        {
            if (_disposed)
                return;
            _disposed = true;
        }
        Transport.Close(this);
    }

    /// <summary>Deletes the native handles; only while nobody waits for them.</summary>
    public void Delete()
    {
        lock (_eventLock)
            _disposed = true;
        if (_hasEvent)
            _ = RclApi.rcl_event_fini(_event);
        _ = Sends ? RclApi.rcl_publisher_fini(Handle, Transport.Node) : RclApi.rcl_subscription_fini(Handle, Transport.Node);
        NativeMemory.Free(_event);
        NativeMemory.Free(Handle);
    }

    private RclIncompatible TakeIncompatible()
    {
        lock (_eventLock)
        {
            if (!_hasEvent || _disposed)
                return _incompatible;
            var status = new RclLarge();
            if (RclApi.rcl_take_event(_event, &status) == 0)
                _incompatible = *(RclIncompatible*)&status;
            RclApi.rcutils_reset_error();
            return _incompatible;
        }
    }
}
