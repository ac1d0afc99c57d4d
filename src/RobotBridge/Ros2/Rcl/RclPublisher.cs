using Robotics.RobotBridge.Ros2.Cdr;

namespace Robotics.RobotBridge.Ros2.Rcl;

/// <summary>Sends messages of one type as the bytes that the CDR codec makes of them.</summary>
internal sealed unsafe class RclPublisher<T>(RclTransport transport, string topic, string name, QosProfile qos)
    : RclEndpoint(transport, topic, name, T.Type, qos, sends: true), IPublisher<T>
    where T : IMessage<T>
{
    private readonly CdrWriter _writer = new();

    /// <inheritdoc/>
    public void Publish(T message)
    {
        lock (_writer)
        {
            var cdr = _writer.Serialize(message).Span;
            fixed (byte* bytes = cdr)
            {
                var native = new RclBytes { Buffer = bytes, Length = (nuint)cdr.Length, Capacity = (nuint)cdr.Length, Allocator = Transport.Allocator };
                RclApi.Check(RclApi.rcl_publish_serialized_message(Handle, &native, 0));
            }
        }
    }
}
