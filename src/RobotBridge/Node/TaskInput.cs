using Robotics.RobotBridge.Ros2;
using StringMessage = Robotics.RobotBridge.Ros2.Messages.StdMsgs.String;

namespace Robotics.RobotBridge.Node;

/// <summary>The instruction in force: every message on ~/task begins a new episode, also with the same words.</summary>
public sealed class TaskInput : IDisposable
{
    private readonly ISubscription _subscription;
    private EpisodeTask _current;

    /// <summary>Subscribes.</summary>
    /// <param name="transport">Stays the caller's.</param>
    /// <param name="task">The instruction before the first message.</param>
    public TaskInput(ITransport transport, string task)
    {
        ArgumentNullException.ThrowIfNull(transport);
        _current = new EpisodeTask(0, task);
        // only the receiving thread writes
        _subscription = transport.Subscribe<StringMessage>("~/task", QosProfile.Default, message =>
            Volatile.Write(ref _current, new EpisodeTask(_current.Episode + 1, message.Data)));
    }

    /// <summary>Read it from any thread; an episode number that was not seen before is a new episode.</summary>
    public EpisodeTask Current => Volatile.Read(ref _current);

    /// <summary>Messages that were no valid CDR.</summary>
    public long Malformed => _subscription.Malformed;

    /// <inheritdoc/>
    public void Dispose() => _subscription.Dispose();
}

/// <summary>An episode's instruction.</summary>
/// <param name="Episode">Counts up from 0.</param>
/// <param name="Text">In words.</param>
public sealed record EpisodeTask(long Episode, string Text);
