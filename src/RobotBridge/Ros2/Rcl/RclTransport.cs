using Robotics.RobotBridge.Ros2.Cdr;
using Robotics.RobotBridge.Ros2.Names;

namespace Robotics.RobotBridge.Ros2.Rcl;

/// <summary>
/// A ROS 2 node made by a sourced ROS 2's own C library, so on whatever middleware it uses. Messages cross as CDR bytes,
/// the same that the other transport sends.
/// </summary>
public sealed class RclTransport : ITransport
{
    private const long WaitNanoseconds = 50_000_000;
    private const int FirstBufferSize = 1024;

    private readonly RosArguments _arguments;
    private readonly NodeIdentity _node;
    private readonly RclContext _context;
    private readonly List<RclEndpoint> _endpoints = [];
    private readonly List<RclEndpoint> _closed = [];
    private readonly ReceivingThread _receiver;
    private volatile bool _closing;

    /// <summary>Joins the network.</summary>
    /// <param name="domain">Null leaves it to ROS_DOMAIN_ID.</param>
    /// <param name="nodeName">Unless the arguments rename it.</param>
    /// <param name="arguments">Handed on to rcl, which does remaps and namespaces.</param>
    /// <exception cref="FormatException">A name or a parameter is none.</exception>
    /// <exception cref="DllNotFoundException">No ROS 2 is sourced; the message says what to do.</exception>
    public RclTransport(int? domain, string nodeName, RosArguments arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        (_arguments, _node) = (arguments, arguments.Identify(nodeName));
        Parameters = NodeParameters.Read(arguments, _node);
        RclLibrary.Require();
        _context = new RclContext(domain, nodeName, arguments);
        _receiver = new ReceivingThread(Receive);
    }

    /// <inheritdoc/>
    public string NodeName => _context.NodeName;

    /// <inheritdoc/>
    public IReadOnlyList<IEndpoint> Endpoints
    {
        get
        {
            lock (_endpoints)
                return [.. _endpoints];
        }
    }

    /// <inheritdoc/>
    public NodeParameters Parameters { get; }

    internal RclAllocator Allocator => _context.Allocator;

    internal unsafe RclNode* Node => _context.Node;

    /// <inheritdoc/>
    public IPublisher<T> Publish<T>(string topic, QosProfile qos)
        where T : IMessage<T>
    {
        // the name is checked and its overrides are found here; rcl resolves it once more by the same rules
        var resolved = _arguments.Resolve(topic, _node);
        return Add(new RclPublisher<T>(this, resolved, topic, Parameters.QosOverrides.Apply(resolved, sends: true, qos)));
    }

    /// <inheritdoc/>
    public ISubscription Subscribe<T>(string topic, QosProfile qos, Action<T> receive)
        where T : IMessage<T>
    {
        var resolved = _arguments.Resolve(topic, _node);
        return Add(new RclSubscription<T>(this, resolved, topic, Parameters.QosOverrides.Apply(resolved, sends: false, qos), receive));
    }

    /// <inheritdoc/>
    public void Watch(CancellationToken cancellation) => _receiver.Watch(cancellation);

    /// <summary>Leaves the network; returns once the receiving thread has ended.</summary>
    public void Dispose()
    {
        if (_closing)
            return;
        _closing = true;
        _receiver.Join();
        DeleteClosed();
        _endpoints.ForEach(endpoint => endpoint.Delete());
        _context.Dispose();
    }

    // the receiving thread may be waiting for the handle right now, so it deletes it itself after its turn
    internal void Close(RclEndpoint endpoint)
    {
        if (_closing)
            return;
        lock (_endpoints)
            if (_endpoints.Remove(endpoint))
                _closed.Add(endpoint);
    }

    private T Add<T>(T endpoint)
        where T : RclEndpoint
    {
        lock (_endpoints)
            _endpoints.Add(endpoint);
        return endpoint;
    }

    private unsafe void Receive()
    {
        var native = new RclBytes();
        var buffer = new ReceiveBuffer();
        var allocator = Allocator;
        RclApi.Check(RclApi.rcutils_uint8_array_init(&native, FirstBufferSize, &allocator));
        while (!_closing)
        {
            DeleteClosed();
            RclSubscription[] subscriptions;
            lock (_endpoints)
                subscriptions = [.. _endpoints.OfType<RclSubscription>()];
            if (subscriptions.Length == 0)
                Thread.Sleep(TimeSpan.FromMilliseconds(WaitNanoseconds / 1e6));
            else
                Wait(subscriptions, &native, buffer);
        }
        _ = RclApi.rcutils_uint8_array_fini(&native);
    }

    private unsafe void Wait(RclSubscription[] subscriptions, RclBytes* native, ReceiveBuffer buffer)
    {
        var set = RclApi.rcl_get_zero_initialized_wait_set();
        RclApi.Check(RclApi.rcl_wait_set_init(&set, (nuint)subscriptions.Length, 0, 0, 0, 0, 0, _context.Native, Allocator));
        foreach (var subscription in subscriptions)
            RclApi.Check(RclApi.rcl_wait_set_add_subscription(&set, subscription.Handle, null));
        var result = RclApi.rcl_wait(&set, WaitNanoseconds);
        if (result != RclApi.Timeout)
            RclApi.Check(result, nameof(RclApi.rcl_wait));
        // the set begins with its array of subscriptions, where those without a message became null
        var ready = *(nint**)&set;
        for (var i = 0; result == 0 && i < subscriptions.Length; i++)
            if (ready[i] != 0)
                subscriptions[i].Take(native, buffer);
        RclApi.rcutils_reset_error();
        RclApi.Check(RclApi.rcl_wait_set_fini(&set));
    }

    private void DeleteClosed()
    {
        lock (_endpoints)
        {
            _closed.ForEach(endpoint => endpoint.Delete());
            _closed.Clear();
        }
    }
}
