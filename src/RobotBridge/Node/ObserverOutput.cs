using Robotics.RobotBridge.Ros2;
using Robotics.RobotBridge.Ros2.Cdr;
using Robotics.RobotBridge.Ros2.Messages.RoboticsMsgs;
using Robotics.RobotBridge.Ros2.Messages.StdMsgs;
using StringMessage = Robotics.RobotBridge.Ros2.Messages.StdMsgs.String;

namespace Robotics.RobotBridge.Node;

/// <summary>What the node publishes about each moment: everything in one stamped message, and single numbers for plotting.</summary>
internal sealed class ObserverOutput : IDisposable
{
    private readonly List<IDisposable> _publishers = [];
    private readonly IPublisher<TaskProgress> _whole;
    private readonly IPublisher<Float32> _progress;
    private readonly IPublisher<Float32> _reward;
    private readonly IPublisher<Float32> _success;
    private readonly IPublisher<StringMessage> _stage;

    public ObserverOutput(ITransport transport)
    {
        _whole = Open<TaskProgress>(transport, "~/task_progress");
        _progress = Open<Float32>(transport, "~/progress");
        _reward = Open<Float32>(transport, "~/reward");
        _success = Open<Float32>(transport, "~/success");
        _stage = Open<StringMessage>(transport, "~/stage");
    }

    public void Publish(TaskProgress message)
    {
        _whole.Publish(message);
        _progress.Publish(new Float32 { Data = message.Progress });
        _reward.Publish(new Float32 { Data = message.Reward });
        _success.Publish(new Float32 { Data = message.Success });
        _stage.Publish(new StringMessage { Data = message.StageName });
    }

    public void Dispose() => _publishers.ForEach(publisher => publisher.Dispose());

    private IPublisher<T> Open<T>(ITransport transport, string topic)
        where T : IMessage<T>
    {
        var publisher = transport.Publish<T>(topic, QosProfile.Default);
        _publishers.Add(publisher);
        return publisher;
    }
}
