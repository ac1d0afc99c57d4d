using Robotics.RobotBridge.Ros2;

namespace Robotics.RobotBridge.Tests.Ros2;

/// <summary>Sends and returns once a node has put the message away: topics do not wait for each other.</summary>
internal static class Arrivals
{
    /// <summary>Publishes a message that every subscription of the receiver to its topic must have taken.</summary>
    public static void PublishTo<T>(this IPublisher<T> publisher, ITransport receiver, T message)
        where T : Robotics.RobotBridge.Ros2.Cdr.IMessage<T>
    {
        var subscriptions = receiver.Endpoints.OfType<ISubscription>().Where(end => end.Topic == publisher.Topic).ToArray();
        Assert.NotEmpty(subscriptions);
        var before = subscriptions.Select(end => end.Received + end.Malformed).ToArray();
        publisher.Publish(message);
        Eventually.True(() => subscriptions.Zip(before).All(end => end.First.Received + end.First.Malformed > end.Second), $"a message on {publisher.Topic} arrives");
    }
}
