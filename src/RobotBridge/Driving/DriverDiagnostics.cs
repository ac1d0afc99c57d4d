using Robotics.RobotBridge.Node;
using Robotics.RobotBridge.Ros2;
using Robotics.RobotBridge.Safety;
using StringMessage = Robotics.RobotBridge.Ros2.Messages.StdMsgs.String;

namespace Robotics.RobotBridge.Driving;

/// <summary>Says on /diagnostics once a second, and on the latched ~/gate at every change, where the safety gate stands.</summary>
internal sealed class DriverDiagnostics(NodeContext node, string policy) : IDisposable
{
    private readonly DiagnosticsOutput _status = new(node.Transport, node.Clock, "gate", policy);
    private readonly IPublisher<StringMessage> _gate = node.Transport.Publish<StringMessage>("~/gate", QosProfile.Latched);
    private GateState? _told;

    /// <summary>Tells a change at once and the rest when it is due.</summary>
    public void Publish(DriverCounts counts, IReadOnlyDictionary<VetoReason, long> vetoes)
    {
        var state = counts.State.ToString().ToLowerInvariant();
        if (_told != counts.State)
            _gate.Publish(new StringMessage { Data = state });
        else if (!_status.IsDue)
            return;
        _told = counts.State;
        _status.Publish(Level(counts.State), state, Values(counts, vetoes));
    }

    public void Dispose()
    {
        _status.Dispose();
        _gate.Dispose();
    }

    private static DiagnosticLevel Level(GateState state) => state switch
    {
        GateState.Holding => DiagnosticLevel.Warning,
        GateState.Stopping or GateState.Stopped => DiagnosticLevel.Error,
        _ => DiagnosticLevel.Ok,
    };

    private static (string Key, string Value)[] Values(DriverCounts counts, IReadOnlyDictionary<VetoReason, long> vetoes) =>
    [
        ("commands sent", $"{counts.Commands}"),
        ("control ticks", $"{counts.Ticks}"),
        ("overruns", $"{counts.Overruns}"),
        ("plans", $"{counts.Plans}"),
        ("last planning time [ms]", $"{counts.PlanningTime.TotalMilliseconds:F1}"),
        .. vetoes.OrderBy(veto => veto.Key).Select(veto => ($"veto {veto.Key}", $"{veto.Value}")),
    ];
}
