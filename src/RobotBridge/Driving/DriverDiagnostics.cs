using Robotics.RobotBridge.Node;
using Robotics.RobotBridge.Ros2;
using Robotics.RobotBridge.Ros2.Messages.DiagnosticMsgs;
using Robotics.RobotBridge.Ros2.Messages.StdMsgs;
using Robotics.RobotBridge.Safety;
using StringMessage = Robotics.RobotBridge.Ros2.Messages.StdMsgs.String;

namespace Robotics.RobotBridge.Driving;

/// <summary>Says on /diagnostics once a second, and on the latched ~/gate at every change, where the safety gate stands.</summary>
internal sealed class DriverDiagnostics(ITransport transport, string policy) : IDisposable
{
    private const byte Ok = 0, Warning = 1, Error = 2;
    private const long Interval = 1_000_000_000;

    private readonly IPublisher<DiagnosticArray> _status = transport.Publish<DiagnosticArray>("/diagnostics", QosProfile.Default);
    private readonly IPublisher<StringMessage> _gate = transport.Publish<StringMessage>("~/gate", QosProfile.Latched);
    private GateState? _told;
    private long _next = long.MinValue;

    /// <summary>Tells a change at once and the rest when it is due.</summary>
    public void Publish(long now, DriverCounts counts, IReadOnlyDictionary<VetoReason, long> vetoes)
    {
        if (_told != counts.State)
            _gate.Publish(new StringMessage { Data = counts.State.ToString().ToLowerInvariant() });
        if (_told == counts.State && now < _next)
            return;
        (_told, _next) = (counts.State, now + Interval);
        var level = counts.State switch { GateState.Holding => Warning, GateState.Stopping or GateState.Stopped => Error, _ => Ok };
        _status.Publish(new DiagnosticArray
        {
            Header = new Header { Stamp = RosTime.Stamp(now) },
            Status = [new DiagnosticStatus { Level = level, Name = transport.NodeName + ": gate", Message = counts.State.ToString().ToLowerInvariant(), HardwareId = policy, Values = Values(counts, vetoes) }],
        });
    }

    public void Dispose()
    {
        _status.Dispose();
        _gate.Dispose();
    }

    private static KeyValue[] Values(DriverCounts counts, IReadOnlyDictionary<VetoReason, long> vetoes) =>
    [
        Value("commands sent", $"{counts.Commands}"),
        Value("control ticks", $"{counts.Ticks}"),
        Value("overruns", $"{counts.Overruns}"),
        Value("plans", $"{counts.Plans}"),
        Value("last planning time [ms]", $"{counts.PlanningTime.TotalMilliseconds:F1}"),
        .. vetoes.OrderBy(veto => veto.Key).Select(veto => Value($"veto {veto.Key}", $"{veto.Value}")),
    ];

    private static KeyValue Value(string key, string value) => new() { Key = key, Value = value };
}
