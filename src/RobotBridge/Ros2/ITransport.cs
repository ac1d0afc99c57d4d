using Robotics.RobotBridge.Ros2.Cdr;
using Robotics.RobotBridge.Ros2.Names;

namespace Robotics.RobotBridge.Ros2;

/// <summary>One ROS 2 node on the network. Two transports fulfil the same contract: DDS directly, and a sourced ROS 2's rcl.</summary>
public interface ITransport : IDisposable
{
    /// <summary>The node's full name after remapping: <c>/robot1/reward</c>.</summary>
    string NodeName { get; }

    /// <summary>All ends of topics that are open now.</summary>
    IReadOnlyList<IEndpoint> Endpoints { get; }

    /// <summary>The node's parameters from the command line.</summary>
    NodeParameters Parameters { get; }

    /// <summary>Announces a topic.</summary>
    /// <param name="topic">Absolute, relative to the namespace, or private with <c>~/</c>; remaps apply.</param>
    /// <param name="qos">What is offered.</param>
    IPublisher<T> Publish<T>(string topic, QosProfile qos)
        where T : IMessage<T>;

    /// <summary>Receives a topic.</summary>
    /// <param name="topic">As for <see cref="Publish"/>.</param>
    /// <param name="qos">What is asked for.</param>
    /// <param name="receive">
    /// Called on the transport's one receiving thread, message by message: it must only put the message away. Never runs
    /// inside the middleware. Byte sequences of the message are lent until it returns: the next message overwrites them, so
    /// whoever keeps them copies them. Everything else in the message is the receiver's.
    /// </param>
    ISubscription Subscribe<T>(string topic, QosProfile qos, Action<T> receive)
        where T : IMessage<T>;

    /// <summary>Waits until cancelled, as one of the node's loops: without the receiving thread a node must not go on.</summary>
    /// <exception cref="Exception">What the middleware or a receiver threw on the receiving thread.</exception>
    void Watch(CancellationToken cancellation);
}

/// <summary>One end of a topic.</summary>
public interface IEndpoint : IDisposable
{
    /// <summary>Absolute name.</summary>
    string Topic { get; }

    /// <summary>Whether it is a publisher.</summary>
    bool Sends { get; }

    /// <summary>The quality of service after the user's overrides.</summary>
    QosProfile Qos { get; }

    /// <summary>Other ends that match right now.</summary>
    int Matched { get; }

    /// <summary>Other ends that were refused because their quality of service does not fit, since the start.</summary>
    int Incompatible { get; }

    /// <summary>The policy that did not fit at the last of them, such as <c>reliability</c>; null when there was none.</summary>
    string? IncompatiblePolicy { get; }
}

/// <summary>The sending end.</summary>
public interface IPublisher<T> : IEndpoint
    where T : IMessage<T>
{
    /// <summary>Sends one message; may be called from any thread, one at a time.</summary>
    void Publish(T message);
}

/// <summary>The receiving end.</summary>
public interface ISubscription : IEndpoint
{
    /// <summary>Messages handed over.</summary>
    long Received { get; }

    /// <summary>Messages that were no valid CDR of the type, and dropped.</summary>
    long Malformed { get; }
}
