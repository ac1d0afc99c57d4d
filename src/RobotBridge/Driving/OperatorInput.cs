using Robotics.RobotBridge.Node;
using Robotics.RobotBridge.Ros2;
using Robotics.RobotBridge.Ros2.Messages.SensorMsgs;
using Robotics.RobotBridge.Ros2.Messages.StdMsgs;
using Robotics.RobotBridge.Safety;

namespace Robotics.RobotBridge.Driving;

/// <summary>
/// What the operator says: the dead-man, and true on ~/enable, ~/stop or ~/reset. Topics, never services: a service request
/// can arrive with another value than was sent. Nothing that was said before the node listened counts.
/// </summary>
internal sealed class OperatorInput : IDisposable
{
    // newest only, never resent: an old press must not arrive as news after the network recovered
    private static readonly QosProfile Now = new(Reliable: false, TransientLocal: false, Depth: 1);

    private readonly Lock _lock = new();
    private readonly List<ISubscription> _subscriptions = [];
    private readonly StampClock _stamps = new();
    private readonly TimeProvider _clock;
    private (long Stamp, TimeSpan Arrival, bool Pressed)? _deadman;
    private bool _released;
    private bool _reset;
    private bool _enable;
    private bool _stop;

    public OperatorInput(ITransport transport, DriverSettings settings, TimeProvider clock)
    {
        _clock = clock;
        _subscriptions.Add(settings.DeadmanButton is { } button
            ? transport.Subscribe<Joy>(settings.Deadman, Now, message =>
                Deadman(RosTime.Nanoseconds(message.Header.Stamp), button < message.Buttons.Length && message.Buttons[button] != 0))
            : transport.Subscribe<Bool>(settings.Deadman, Now, message => Deadman(0, message.Data)));
        _subscriptions.Add(transport.Subscribe<Bool>("~/enable", QosProfile.Default, message => Note(ref (message.Data ? ref _enable : ref _stop))));
        _subscriptions.Add(transport.Subscribe<Bool>("~/stop", QosProfile.Default, message => Note(ref _stop, message.Data)));
        _subscriptions.Add(transport.Subscribe<Bool>("~/reset", QosProfile.Default, message => Note(ref _reset, message.Data)));
    }

    /// <summary>Passes on what was said since the last call; where several things were, a stop has the last word.</summary>
    public void Apply(CommandGate gate, TimeSpan now)
    {
        lock (_lock)
        {
            if (_released)
                gate.Deadman(now, now, pressed: false);
            if (_deadman is { } deadman)
                gate.Deadman(now, deadman.Stamp == 0 ? deadman.Arrival : _stamps.Map(deadman.Stamp, RosTime.Now(_clock), now), deadman.Pressed);
            if (_reset)
                gate.Reset(now);
            if (_enable)
                gate.Enable(now);
            if (_stop)
                gate.RequestStop(now, "an operator asked for it");
            (_released, _deadman, _reset, _enable, _stop) = (false, null, false, false, false);
        }
    }

    public void Dispose() => _subscriptions.ForEach(subscription => subscription.Dispose());

    private void Deadman(long stamp, bool pressed)
    {
        lock (_lock)
        {
            // a release is kept even where a press follows it at once
            _released |= !pressed;
            _deadman = (stamp, _clock.GetElapsedTime(0), pressed);
        }
    }

    private void Note(ref bool wish, bool isMeant = true)
    {
        lock (_lock)
            wish |= isMeant;
    }
}
