using Robotics.RobotBridge.Ros2.Cdr;
using Robotics.RobotBridge.Ros2.Names;

namespace Robotics.RobotBridge.Ros2.Dds;

/// <summary>
/// A ROS 2 node made of Cyclone DDS's C library alone: topics and graph with peers on rmw_cyclonedds and rmw_fastrtps.
/// It has no services, because the two disagree about them on the wire.
/// </summary>
public sealed class DdsTransport : ITransport
{
    private const uint AnyState = 0x7f;
    private const long WaitNanoseconds = 50_000_000;
    private const int WaitBatch = 64;

    private readonly RosArguments _arguments;
    private readonly NodeIdentity _node;
    private readonly DdsDomain _domain;
    private readonly DdsGraph _graph;
    private readonly int _waitset;
    private readonly ReceivingThread _receiver;
    private readonly Dictionary<int, (DdsEndpoint Endpoint, int Condition)> _endpoints = [];
    private volatile bool _closing;

    /// <summary>Joins the network.</summary>
    /// <param name="settings">Domain and distribution.</param>
    /// <param name="nodeName">Unless the arguments rename it.</param>
    /// <param name="arguments">Remaps and parameters.</param>
    /// <exception cref="FormatException">A name or a parameter is none.</exception>
    /// <exception cref="DllNotFoundException">Cyclone DDS 0.10 is not installed; the message says how to get it.</exception>
    public DdsTransport(DdsSettings settings, string nodeName, RosArguments arguments)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(arguments);
        _ = CycloneLibrary.Handle;
        Middleware.Use(Middleware.Dds);
        (_arguments, _node, Distribution) = (arguments, arguments.Identify(nodeName), settings.Distribution);
        Parameters = NodeParameters.Read(arguments, _node);
        _domain = new DdsDomain(settings);
        using (var qos = new DdsQos())
            Participant = CycloneApi.Check(CycloneApi.dds_create_participant((uint)settings.DomainInForce(), qos.Handle, 0));
        _waitset = CycloneApi.Check(CycloneApi.dds_create_waitset(Participant));
        _graph = new DdsGraph(this, _node);
        _graph.Announce([]);
        _receiver = new ReceivingThread(Receive);
    }

    /// <inheritdoc/>
    public string NodeName => _node.FullName;

    /// <inheritdoc/>
    public IReadOnlyList<IEndpoint> Endpoints
    {
        get
        {
            lock (_endpoints)
                return [.. _endpoints.Values.Select(entry => entry.Endpoint)];
        }
    }

    /// <inheritdoc/>
    public NodeParameters Parameters { get; }

    internal int Participant { get; }

    internal RosDistribution Distribution { get; }

    /// <inheritdoc/>
    public IPublisher<T> Publish<T>(string topic, QosProfile qos)
        where T : IMessage<T>
    {
        var name = _arguments.Resolve(topic, _node);
        var publisher = new DdsPublisher<T>(this, name, Parameters.QosOverrides.Apply(name, sends: true, qos));
        Add(publisher, condition: 0);
        return publisher;
    }

    /// <inheritdoc/>
    public ISubscription Subscribe<T>(string topic, QosProfile qos, Action<T> receive)
        where T : IMessage<T>
    {
        var name = _arguments.Resolve(topic, _node);
        var subscription = new DdsSubscription<T>(this, name, Parameters.QosOverrides.Apply(name, sends: false, qos), receive);
        var condition = CycloneApi.Check(CycloneApi.dds_create_readcondition(subscription.Entity, AnyState));
        Add(subscription, condition);
        CycloneApi.Check(CycloneApi.dds_waitset_attach(_waitset, condition, subscription.Entity));
        return subscription;
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
        _graph.Dispose();
        _ = CycloneApi.dds_delete(Participant);
        _domain.Dispose();
    }

    internal void Close(DdsEndpoint endpoint, Action delete)
    {
        if (_closing)
            return;
        lock (_endpoints)
        {
            if (_endpoints.Remove(endpoint.Entity, out var entry) && entry.Condition != 0)
                _ = CycloneApi.dds_waitset_detach(_waitset, entry.Condition);
            // under the lock, so that the receiving thread never takes from a deleted reader
            delete();
            _graph.Announce([.. _endpoints.Values.Select(other => other.Endpoint)]);
        }
    }

    private void Add(DdsEndpoint endpoint, int condition)
    {
        lock (_endpoints)
        {
            _endpoints.Add(endpoint.Entity, (endpoint, condition));
            _graph.Announce([.. _endpoints.Values.Select(entry => entry.Endpoint)]);
        }
    }

    private unsafe void Receive()
    {
        var ready = stackalloc nint[WaitBatch];
        var buffer = new ReceiveBuffer();
        while (!_closing)
        {
            var count = CycloneApi.Check(CycloneApi.dds_waitset_wait(_waitset, ready, WaitBatch, WaitNanoseconds));
            for (var i = 0; i < Math.Min(count, WaitBatch); i++)
                lock (_endpoints)
                    if (_endpoints.TryGetValue((int)ready[i], out var entry))
                        ((DdsSubscription)entry.Endpoint).Take(buffer);
        }
    }
}
