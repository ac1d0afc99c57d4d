using Robotics.RobotBridge.Ros2.Cdr;

namespace Robotics.RobotBridge.Ros2.Dds;

/// <summary>A reader that the transport's receiving thread empties.</summary>
internal abstract unsafe class DdsSubscription(DdsTransport transport, string topic, MessageType type, QosProfile qos)
    : DdsEndpoint(transport, topic, type, qos, writes: false), ISubscription
{
    private const int BatchSize = 16;
    private const uint AnyState = 0x7f;
    private long _received;
    private long _malformed;

    /// <inheritdoc/>
    public long Received => Interlocked.Read(ref _received);

    /// <inheritdoc/>
    public long Malformed => Interlocked.Read(ref _malformed);

    /// <summary>Hands over everything that waits.</summary>
    /// <param name="buffer">The receiving thread's.</param>
    public void Take(ReceiveBuffer buffer)
    {
        var samples = stackalloc nint[BatchSize];
        var infos = stackalloc CycloneSampleInfo[BatchSize];
        int count;
        do
        {
            count = CycloneApi.Check(CycloneApi.dds_takecdr(Entity, samples, BatchSize, infos, AnyState));
            for (var i = 0; i < count; i++)
                Take(samples[i], infos[i].IsValid != 0, buffer);
        }
        while (count == BatchSize);
    }

    /// <summary>Decodes a message and hands it over.</summary>
    /// <param name="cdr">Lent until this returns.</param>
    /// <exception cref="CdrException">It is no message of this type.</exception>
    protected abstract void Receive(ReadOnlyMemory<byte> cdr);

    private void Take(nint sample, bool isValid, ReceiveBuffer buffer)
    {
        var cdr = isValid ? buffer.Fill(OpaqueSample.Bytes(sample)) : default;
        CycloneApi.ddsi_serdata_unref(sample);
        if (!isValid)
            return;
        try
        {
            Receive(cdr);
            Interlocked.Increment(ref _received);
        }
        catch (CdrException)
        {
            // counted, and the count is published: a peer with another definition would flood any log
            Interlocked.Increment(ref _malformed);
        }
    }
}

/// <summary>A reader of messages of one type.</summary>
internal sealed class DdsSubscription<T>(DdsTransport transport, string topic, QosProfile qos, Action<T> receive)
    : DdsSubscription(transport, topic, T.Type, qos)
    where T : IMessage<T>
{
    /// <inheritdoc/>
    protected override void Receive(ReadOnlyMemory<byte> cdr) => receive(CdrReader.Deserialize<T>(cdr));
}
