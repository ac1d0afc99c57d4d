using Robotics.RobotBridge.Ros2;
using Robotics.RobotBridge.Ros2.Messages.StdMsgs;
using StringMessage = Robotics.RobotBridge.Ros2.Messages.StdMsgs.String;

namespace Robotics.Cli.Robot;

/// <summary>
/// An operator for a simulated robot: holds the dead-man of a driving node, enables it and begins its episodes. A real arm
/// has a real operator; nothing in a robot's configuration starts this one.
/// </summary>
internal sealed class SimulatedOperator : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(0.05);

    private readonly IPublisher<Bool> _deadman;
    private readonly IPublisher<Bool> _enable;
    private readonly IPublisher<Bool> _stop;
    private readonly IPublisher<Bool> _reset;
    private readonly IPublisher<StringMessage> _task;
    private readonly ISubscription _gate;
    private readonly string _instruction;
    private string _state = "";
    private TimeSpan _next;
    private bool _wantsMotion;
    private bool _hasBegun;

    /// <param name="transport">Stays the caller's.</param>
    /// <param name="node">The driving node's full name, such as /driver.</param>
    /// <param name="instruction">The task in words.</param>
    public SimulatedOperator(ITransport transport, string node, string instruction)
    {
        _instruction = instruction;
        _deadman = transport.Publish<Bool>(node + "/deadman", QosProfile.Default);
        _enable = transport.Publish<Bool>(node + "/enable", QosProfile.Default);
        _stop = transport.Publish<Bool>(node + "/stop", QosProfile.Default);
        _reset = transport.Publish<Bool>(node + "/reset", QosProfile.Default);
        _task = transport.Publish<StringMessage>(node + "/task", QosProfile.Default);
        _gate = transport.Subscribe<StringMessage>(node + "/gate", QosProfile.Latched, message => Volatile.Write(ref _state, message.Data));
    }

    /// <summary>Whether the node lets no command out.</summary>
    public bool IsAtRest => State is "disabled" or "stopped";

    /// <summary>Whether the node drives.</summary>
    public bool IsDriving => State is "enabled" or "holding";

    private string State => Volatile.Read(ref _state);

    /// <summary>Wants the arm to stand still from now on.</summary>
    public void Stop() => _wantsMotion = false;

    /// <summary>Wants a new episode to begin.</summary>
    public void Begin() => (_wantsMotion, _hasBegun) = (true, false);

    /// <summary>Says what is due, twenty times a second.</summary>
    public void Tick(TimeSpan now)
    {
        if (now < _next)
            return;
        _next = now + Interval;
        var mayMove = _wantsMotion && (_hasBegun || State == "disabled");
        Say(_deadman, mayMove);
        if (!_wantsMotion && IsDriving)
            Say(_stop);
        else if (_wantsMotion && !_hasBegun && State == "stopped")
            Say(_reset);
        else if (mayMove && State == "disabled")
            Enable();
    }

    public void Dispose()
    {
        foreach (var end in new IDisposable[] { _deadman, _enable, _stop, _reset, _task, _gate })
            end.Dispose();
    }

    private void Enable()
    {
        if (!_hasBegun)
            _task.Publish(new StringMessage { Data = _instruction });
        _hasBegun = true;
        Say(_enable);
    }

    private static void Say(IPublisher<Bool> topic, bool value = true) => topic.Publish(new Bool { Data = value });
}
