using Robotics.RobotBridge.Ros2.Cdr;

namespace Robotics.RobotBridge.Ros2.Rcl;

/// <summary>A subscription that the transport's receiving thread empties.</summary>
internal abstract unsafe class RclSubscription(RclTransport transport, string topic, string name, MessageType type, QosProfile qos)
    : RclEndpoint(transport, topic, name, type, qos, sends: false), ISubscription
{
    private long _received;
    private long _malformed;

    /// <inheritdoc/>
    public long Received => Interlocked.Read(ref _received);

    /// <inheritdoc/>
    public long Malformed => Interlocked.Read(ref _malformed);

    /// <summary>Hands over everything that waits.</summary>
    /// <param name="native">The library's own buffer, which it enlarges as needed.</param>
    /// <param name="buffer">The receiving thread's.</param>
    public void Take(RclBytes* native, ReceiveBuffer buffer)
    {
        RclLarge info;
        while (RclApi.rcl_take_serialized_message(Handle, native, &info, 0) == 0)
        {
            var cdr = buffer.Fill(new ReadOnlySpan<byte>(native->Buffer, checked((int)native->Length)));
            try
            {
                Receive(cdr);
                Interlocked.Increment(ref _received);
            }
            catch (CdrException)
            {
                Interlocked.Increment(ref _malformed);
            }
        }
        // the last take always ends with "nothing there"
        RclApi.rcutils_reset_error();
    }

    /// <summary>Decodes a message and hands it over.</summary>
    /// <param name="cdr">Lent until this returns.</param>
    /// <exception cref="CdrException">It is no message of this type.</exception>
    protected abstract void Receive(ReadOnlyMemory<byte> cdr);
}

/// <summary>A subscription to messages of one type.</summary>
internal sealed class RclSubscription<T>(RclTransport transport, string topic, string name, QosProfile qos, Action<T> receive)
    : RclSubscription(transport, topic, name, T.Type, qos)
    where T : IMessage<T>
{
    /// <inheritdoc/>
    protected override void Receive(ReadOnlyMemory<byte> cdr) => receive(CdrReader.Deserialize<T>(cdr));
}
