using Robotics.Policy;
using Robotics.RobotBridge.Node;
using Robotics.RobotBridge.Ros2.Messages.SensorMsgs;
using Robotics.RobotBridge.Safety;

namespace Robotics.RobotBridge.Driving;

/// <summary>
/// Drives the arm: the policy plans on one thread, the control loop takes the plan's positions through the safety gate on
/// another, and only what the gate lets through is sent. Starts disabled. Ends with the arm braked to a standstill.
/// </summary>
public sealed class ArmDriver : IDisposable
{
    private readonly NodeContext _node;
    private readonly SafetySettings _safety;
    private readonly CommandGate _gate;
    private readonly VetoLog _vetoes;
    private readonly PolicyPlanner _planner;
    private readonly PlanOutput _plans;
    private readonly OperatorInput _operator;
    private readonly CommandOutput _output;
    private readonly DriverDiagnostics _diagnostics;
    private readonly Mailbox<JointState> _joints = new();
    private readonly StampClock _stamps = new();
    private readonly int[] _places;
    private GateState _told;
    private bool _isEnding;
    private long _ticksBefore;
    private long _overrunsBefore;
    private DriverCounts _counts = new(GateState.Disabled, 0, 0, 0, 0, 0, default);

    /// <summary>Announces and listens; nothing is planned or sent before <see cref="Run"/>.</summary>
    /// <param name="node">Stays the caller's; its settings hold safety limits for exactly the joints of the embodiment.</param>
    /// <param name="policy">Stays the caller's.</param>
    /// <param name="cameras">The views that the policy looks through.</param>
    public ArmDriver(NodeContext node, IPolicy policy, IReadOnlyList<string> cameras)
    {
        ArgumentNullException.ThrowIfNull(node);
        ArgumentNullException.ThrowIfNull(policy);
        (_node, _safety) = (node, node.Settings.Safety ?? throw new ArgumentException("The settings hold no safety limits.", nameof(node)));
        _places = [.. node.Embodiment.Joints.Select(joint => _safety.Joints.ToList().FindIndex(limits => limits.Name == joint))];
        if (_places.Length != _safety.Joints.Count || _places.Contains(-1))
            throw new ArgumentException("The safety limits are for other joints than the embodiment's.", nameof(node));
        _vetoes = new VetoLog(node.Log);
        _gate = new CommandGate(_safety, _vetoes.Add);
        var drive = node.Settings.Drive ?? new DriverSettings();
        _operator = new OperatorInput(node.Transport, drive, node.Clock);
        _output = new CommandOutput(node.Transport, node.Settings.Robot, _safety);
        _plans = new PlanOutput(node);
        _planner = new PolicyPlanner(node, policy, cameras, TimeSpan.FromSeconds(drive.Lead), _plans.Publish);
        _diagnostics = new DriverDiagnostics(node, policy.Id);
        node.Sensors.JointStateReceived += _joints.Put;
    }

    /// <summary>What has happened so far; read it from any thread.</summary>
    public DriverCounts Counts => Volatile.Read(ref _counts);

    /// <summary>Drives until cancelled, or until the policy or the control loop fails.</summary>
    public void Run(CancellationToken cancellation) => NodeLoops.Run([Control, _planner.Run], cancellation);

    /// <inheritdoc/>
    public void Dispose()
    {
        _node.Sensors.JointStateReceived -= _joints.Put;
        _operator.Dispose();
        _output.Dispose();
        _plans.Dispose();
        _diagnostics.Dispose();
    }

    private void Control(CancellationToken cancellation)
    {
        var period = TimeSpan.FromSeconds(_safety.ControlPeriod);
        try
        {
            FixedRateLoop.Run(period, Tick, Done, cancellation);
        }
        finally
        {
            // whatever ended the loop, the arm may be moving
            Brake(period);
        }
    }

    private void Tick()
    {
        var now = _node.Clock.GetElapsedTime(0);
        _gate.ReadClock(now, TimeSpan.FromTicks(RosTime.Now(_node.Clock) / TimeSpan.NanosecondsPerTick));
        Measure(now);
        if (!_isEnding)
            _operator.Apply(_gate, now);
        var decision = _gate.Tick(now, Proposal(now));
        if (decision.Command is { } command)
            Send(command);
        else if (decision.State is GateState.Disabled or GateState.Stopped)
            _node.Sensors.Commanded.Clear();
        _vetoes.Flush(now);
        Tell(decision.State);
    }

    // a command is reached over one period, so it says where the joints should be after that
    private ProposedCommand? Proposal(TimeSpan now) => _planner.Plan is { } plan
        ? new ProposedCommand(plan.Start, _node.Embodiment.Joints, plan.At(now + TimeSpan.FromSeconds(_safety.ControlPeriod)))
        : null;

    private void Measure(TimeSpan now)
    {
        if (_joints.Take() is not { } message)
            return;
        var (stamp, wall) = (RosTime.Nanoseconds(message.Header.Stamp), RosTime.Now(_node.Clock));
        _gate.Measure(now, new JointMeasurement(_stamps.Map(stamp == 0 ? wall : stamp, wall, now), message.Name, message.Position, message.Velocity));
    }

    private void Send(SafeCommand command)
    {
        _output.Send(command);
        _node.Sensors.Commanded.Put(RosTime.Now(_node.Clock), Array.ConvertAll(_places, place => command.Positions[place]));
        _counts = _counts with { Commands = _counts.Commands + 1 };
    }

    private void Tell(GateState state)
    {
        if (state == _told)
            return;
        if (_told == GateState.Disabled && state == GateState.Enabled)
        {
            // plans made while nothing moved were never carried out
            _planner.Restart();
            if (_output.Others > 0)
                _node.Log.Warn($"somebody else sends commands on {_output.Topic} as well: they pass no gate of this node, and the arm gets both");
        }
        _node.Log.Inform($"the gate is {state.ToString().ToLowerInvariant()}");
        _told = state;
    }

    private void Done(TickSchedule schedule)
    {
        Volatile.Write(ref _counts, _counts with
        {
            State = _gate.State,
            Ticks = _ticksBefore + schedule.Ticks,
            Overruns = _overrunsBefore + schedule.Overruns,
            Vetoes = _vetoes.Counts.Values.Sum(),
            Plans = _planner.Plans,
            PlanningTime = _planner.PlanningTime,
        });
        _diagnostics.Publish(_counts, _vetoes.Counts);
    }

    // the loop goes on until the gate has brought the arm to rest; the gate itself bounds how long that takes
    private void Brake(TimeSpan period)
    {
        (_isEnding, _ticksBefore, _overrunsBefore) = (true, _counts.Ticks, _counts.Overruns);
        _gate.RequestStop(_node.Clock.GetElapsedTime(0), "the node ends");
        using var rested = new CancellationTokenSource();
        FixedRateLoop.Run(
            period,
            Tick,
            schedule =>
            {
                Done(schedule);
                if (_gate.State == GateState.Stopped)
                    rested.Cancel();
            },
            rested.Token);
    }
}
