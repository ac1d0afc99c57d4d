using Robotics.RobotBridge.Ros2.Cdr;

namespace Robotics.RobotBridge.Ros2.Dds;

/// <summary>Sends messages of one type; the buffer is reused from message to message.</summary>
internal sealed class DdsPublisher<T>(DdsTransport transport, string topic, QosProfile qos)
    : DdsEndpoint(transport, topic, T.Type, qos, writes: true), IPublisher<T>
    where T : IMessage<T>
{
    private readonly CdrWriter _writer = new();

    /// <inheritdoc/>
    public void Publish(T message)
    {
        lock (_writer)
            Send(_writer.Serialize(message).Span);
    }

    /// <summary>Sends bytes that are CDR already.</summary>
    public void Send(ReadOnlySpan<byte> cdr) =>
        CycloneApi.Check(CycloneApi.dds_writecdr(Entity, OpaqueSample.FromBytes(SampleType, cdr)));
}
