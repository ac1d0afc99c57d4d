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
    public void Take()
    {
        var samples = stackalloc nint[BatchSize];
        var infos = stackalloc CycloneSampleInfo[BatchSize];
        int count;
        do
        {
            count = CycloneApi.Check(CycloneApi.dds_takecdr(Entity, samples, BatchSize, infos, AnyState));
            for (var i = 0; i < count; i++)
                Take(samples[i], infos[i].IsValid != 0);
        }
        while (count == BatchSize);
    }

    /// <summary>Decodes a message and hands it over.</summary>
    /// <param name="cdr">Belongs to the receiver from here on.</param>
    /// <exception cref="CdrException">It is no message of this type.</exception>
    protected abstract void Receive(ReadOnlyMemory<byte> cdr);

    private void Take(nint sample, bool isValid)
    {
        byte[]? cdr = null;
        if (isValid)
        {
            var bytes = OpaqueSample.Bytes(sample);
            cdr = GC.AllocateUninitializedArray<byte>(bytes.Length);
            bytes.CopyTo(cdr);
        }
        CycloneApi.ddsi_serdata_unref(sample);
        if (cdr is null)
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
