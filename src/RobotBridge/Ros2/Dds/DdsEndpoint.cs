using Robotics.RobotBridge.Ros2.Cdr;

namespace Robotics.RobotBridge.Ros2.Dds;

/// <summary>What writers and readers share: a topic, and the native entities of both.</summary>
internal abstract unsafe class DdsEndpoint : IEndpoint
{
    private const int LargestMatchCount = 64;
    private readonly DdsTransport _transport;
    private readonly int _topicEntity;
    private bool _disposed;

    protected DdsEndpoint(DdsTransport transport, string topic, MessageType type, QosProfile qos, bool writes)
    {
        (_transport, Topic, Sends, Qos) = (transport, topic, writes, qos);
        var sampleType = OpaqueType.Create(type.DdsName);
        _topicEntity = CycloneApi.Check(CycloneApi.dds_create_topic_sertype(transport.Participant, DdsName(topic), &sampleType, 0, 0, 0));
        // equal types are shared, so the pointer that comes back is the one to use
        SampleType = sampleType;
        using var native = new DdsQos(qos, type, transport.Distribution);
        Entity = CycloneApi.Check(writes
            ? CycloneApi.dds_create_writer(transport.Participant, _topicEntity, native.Handle, 0)
            : CycloneApi.dds_create_reader(transport.Participant, _topicEntity, native.Handle, 0));
    }

    /// <inheritdoc/>
    public string Topic { get; }

    /// <inheritdoc/>
    public bool Sends { get; }

    /// <inheritdoc/>
    public QosProfile Qos { get; }

    /// <summary>The native writer or reader.</summary>
    public int Entity { get; }

    /// <inheritdoc/>
    public int Matched
    {
        get
        {
            var handles = stackalloc ulong[LargestMatchCount];
            return CycloneApi.Check(Sends
                ? CycloneApi.dds_get_matched_subscriptions(Entity, handles, LargestMatchCount)
                : CycloneApi.dds_get_matched_publications(Entity, handles, LargestMatchCount));
        }
    }

    /// <inheritdoc/>
    public int Incompatible => (int)IncompatibleStatus.Total;

    /// <inheritdoc/>
    public string? IncompatiblePolicy => IncompatibleStatus is { Total: > 0, LastPolicy: var policy } ? DdsQos.PolicyName(policy) : null;

    private CycloneIncompatible IncompatibleStatus
    {
        get
        {
            CycloneIncompatible status;
            CycloneApi.Check(Sends
                ? CycloneApi.dds_get_offered_incompatible_qos_status(Entity, &status)
                : CycloneApi.dds_get_requested_incompatible_qos_status(Entity, &status));
            return status;
        }
    }

    /// <summary>The native type of samples.</summary>
    protected nint SampleType { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        // the transport deletes what is left when it goes itself
        _transport.Close(this, () =>
        {
            _ = CycloneApi.dds_delete(Entity);
            _ = CycloneApi.dds_delete(_topicEntity);
        });
    }

    // the graph's own topic is the only one without ROS 2's prefix
    private static string DdsName(string topic) => topic == DdsGraph.Topic ? topic : "rt" + topic;
}
