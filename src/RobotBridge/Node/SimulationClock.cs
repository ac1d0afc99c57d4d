using Robotics.RobotBridge.Ros2;
using Robotics.RobotBridge.Ros2.Messages.RosgraphMsgs;

namespace Robotics.RobotBridge.Node;

/// <summary>The time that a simulator or a replayed recording publishes on /clock; zero, 1970, until it has said something.</summary>
public sealed class SimulationClock : TimeProvider, IDisposable
{
    private readonly ISubscription _subscription;
    private long _now;

    /// <summary>Begins to listen.</summary>
    public SimulationClock(ITransport transport)
    {
        ArgumentNullException.ThrowIfNull(transport);
        // as ROS 2's own nodes listen to it
        _subscription = transport.Subscribe<Clock>("/clock", QosProfile.Sensor with { Depth = 1 }, message => Set(RosTime.Nanoseconds(message.ClockValue)));
    }

    /// <summary>Told on the receiving thread when the time went back: the simulator was reset, or the recording began anew.</summary>
    public Action? WentBack { get; set; }

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch.AddTicks(Interlocked.Read(ref _now) / TimeSpan.NanosecondsPerTick);

    /// <inheritdoc/>
    public void Dispose() => _subscription.Dispose();

    private void Set(long now)
    {
        if (Interlocked.Exchange(ref _now, now) > now)
            WentBack?.Invoke();
    }
}
