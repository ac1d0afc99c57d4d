using Robotics.RobotBridge.Ros2;
using Robotics.RobotBridge.Ros2.Cdr;
using Robotics.RobotBridge.Ros2.Names;

namespace Robotics.RobotBridge.Tests.Node;

/// <summary>Hands messages over as the transports do, without a network: their bytes lie in one buffer that every message uses again.</summary>
internal sealed class LentTransport : ITransport
{
    private readonly ReceiveBuffer _buffer = new();
    private readonly CdrWriter _writer = new();
    private readonly Dictionary<string, Action<ReadOnlyMemory<byte>>> _receivers = [];

    public string NodeName => "/node";

    public IReadOnlyList<IEndpoint> Endpoints => [];

    public NodeParameters Parameters => throw new NotSupportedException();

    public void Deliver<T>(string topic, T message)
        where T : IMessage<T> => _receivers[topic](_buffer.Fill(_writer.Serialize(message).Span));

    public ISubscription Subscribe<T>(string topic, QosProfile qos, Action<T> receive)
        where T : IMessage<T>
    {
        _receivers[topic] = cdr => receive(CdrReader.Deserialize<T>(cdr));
        return new Subscription(topic, qos);
    }

    public IPublisher<T> Publish<T>(string topic, QosProfile qos)
        where T : IMessage<T> => throw new NotSupportedException();

    public void Watch(CancellationToken cancellation) => throw new NotSupportedException();

    public void Dispose()
    {
    }

    private sealed record Subscription(string Topic, QosProfile Qos) : ISubscription
    {
        public bool Sends => false;

        public int Matched => 1;

        public int Incompatible => 0;

        public string? IncompatiblePolicy => null;

        public long Received => 0;

        public long Malformed => 0;

        public void Dispose()
        {
        }
    }
}
