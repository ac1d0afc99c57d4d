using Robotics.RobotBridge.Node;
using Robotics.RobotBridge.Ros2;
using Robotics.RobotBridge.Ros2.Messages.StdMsgs;

namespace Robotics.RobotBridge.Episodes;

/// <summary>Whether an episode is being recorded, and which: ~/record begins (true) and ends (false) one, a new task begins one where that is wanted.</summary>
internal sealed class RecordingSwitch : IDisposable
{
    private readonly Lock _lock = new();
    private readonly ISubscription _subscription;
    private readonly bool _everyTask;
    private long _task;
    private long _last;
    private long _running;

    public RecordingSwitch(NodeContext node, bool everyTask)
    {
        (_everyTask, _task) = (everyTask, node.Tasks.Current.Episode);
        _subscription = node.Transport.Subscribe<Bool>("~/record", QosProfile.Default, message => Set(message.Data));
    }

    /// <summary>The episode that a frame belongs to, from 1; 0 for none.</summary>
    /// <param name="task">Number of the task episode under which the frame was estimated.</param>
    public long EpisodeOf(long task)
    {
        lock (_lock)
        {
            if (task != _task && _everyTask)
                _running = ++_last;
            _task = task;
            return _running;
        }
    }

    /// <summary>Ends an episode, unless another has begun meanwhile.</summary>
    public void End(long episode)
    {
        lock (_lock)
            _running = _running == episode ? 0 : _running;
    }

    public void Dispose() => _subscription.Dispose();

    private void Set(bool on)
    {
        lock (_lock)
            _running = on ? ++_last : 0;
    }
}
