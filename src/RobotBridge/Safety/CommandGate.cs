namespace Robotics.RobotBridge.Safety;

/// <summary>
/// Stands between the policy and the wire: only what <see cref="Tick"/> returns may be sent. Starts disabled. Holds no
/// clock and does no input or output; one loop owns it and calls it with a monotonic time. Not a certified safety function.
/// </summary>
public sealed class CommandGate
{
    // an earlier tick than this many periods after the last one sends nothing, so that rates stay well defined
    private const double EarlyTick = 0.25;

    // a later tick than this many periods finds the arm at rest where the previous command sent it
    private const double LateTick = 1.5;

    private readonly SafetySettings _settings;
    private readonly Action<Veto> _log;
    private readonly MeasuredState _measured;
    private readonly ProposalCheck _proposals;
    private readonly InputWatch _deadman;
    private readonly ClockWatch _clock;
    private readonly JointMotion[] _previous;
    private readonly double _longestBraking;
    private bool _deadmanPressed;
    private string? _deadmanFault;
    private TimeSpan _enabledAt;
    private TimeSpan _stoppingSince;
    private TimeSpan? _lastTick;

    /// <summary>Makes a disabled gate.</summary>
    /// <param name="settings">All limits.</param>
    /// <param name="log">Receives every veto.</param>
    /// <exception cref="ArgumentException">The settings are faulty.</exception>
    public CommandGate(SafetySettings settings, Action<Veto> log)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(log);
        if (settings.Faults().FirstOrDefault() is { } fault)
            throw new ArgumentException($"{fault.Key}: {fault.Message}", nameof(settings));
        (_settings, _log) = (settings, log);
        (_measured, _proposals, _deadman, _clock) = (new MeasuredState(settings), new ProposalCheck(settings), new InputWatch(settings), new ClockWatch(settings));
        _previous = new JointMotion[settings.Joints.Count];
        _longestBraking = settings.Joints.Max(joint => joint.Velocity / joint.Acceleration) + 2 * settings.ControlPeriod;
    }

    /// <summary>Where the gate stands.</summary>
    public GateState State { get; private set; }

    /// <summary>Takes what the clock shows that stamps are in, before every tick. A jump stops; so does a standstill, at the next tick.</summary>
    /// <param name="now">Monotonic.</param>
    /// <param name="time">Since the epoch: the wall clock, or a simulator's.</param>
    public void ReadClock(TimeSpan now, TimeSpan time)
    {
        if (_clock.Read(now, time) is { } jump && State is GateState.Enabled or GateState.Holding)
            Stop(now, VetoReason.ClockFault, jump);
    }

    /// <summary>Takes a joint state; what is not believed counts as not arrived.</summary>
    public void Measure(TimeSpan now, JointMeasurement message)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (_measured.Offer(now, message) is { } fault)
            Log(now, VetoReason.BadMeasurement, fault);
    }

    /// <summary>Takes a dead-man message. A release counts at once, however old it is; a press only when it is news.</summary>
    public void Deadman(TimeSpan now, TimeSpan stamp, bool pressed)
    {
        var news = _deadman.IsNews(stamp, now);
        if (news)
            _deadman.Accept(stamp);
        _deadmanPressed = pressed && (news || _deadmanPressed);
        _deadmanFault = !pressed || news ? null : $"the dead-man's last press is of {stamp.TotalSeconds - now.TotalSeconds:+0.000;-0.000} s from now: from the future, or no newer than what was said before";
        if (!pressed && State is GateState.Enabled or GateState.Holding)
            Stop(now, VetoReason.DeadmanReleased, "released");
    }

    /// <summary>Lets commands leave, if everything is fresh and the arm rests; otherwise logs why not.</summary>
    public bool Enable(TimeSpan now)
    {
        if (WhyNotEnable(now) is { } fault)
        {
            Log(now, VetoReason.EnableRefused, fault);
            return false;
        }
        for (var joint = 0; joint < _previous.Length; joint++)
            _previous[joint] = new JointMotion(_measured.Positions[joint], 0);
        (State, _enabledAt) = (GateState.Enabled, now);
        return true;
    }

    /// <summary>Brakes and latches; allowed in every state.</summary>
    public void RequestStop(TimeSpan now, string why) => Stop(now, VetoReason.StopRequest, why);

    /// <summary>An operator's explicit return from Stopped to Disabled; refused while the dead-man is pressed.</summary>
    public bool Reset(TimeSpan now)
    {
        if (State != GateState.Stopped || IsDeadmanPressed(now))
        {
            Log(now, VetoReason.ResetRefused, State == GateState.Stopped ? "release the dead-man first" : $"the gate is {State}");
            return false;
        }
        State = GateState.Disabled;
        return true;
    }

    /// <summary>Decides what may be sent now.</summary>
    /// <param name="now">Monotonic; a clock that does not advance lets nothing leave.</param>
    /// <param name="proposal">What the policy wants; null when it has nothing new, then the last target stays.</param>
    public GateDecision Tick(TimeSpan now, ProposedCommand? proposal)
    {
        if (proposal is not null && _proposals.Offer(now, proposal) is { } fault)
            Log(now, VetoReason.BadProposal, fault);
        var sincePrevious = (now - (_lastTick ?? now)).TotalSeconds;
        JudgeLoop(now, sincePrevious);
        if (State is GateState.Enabled or GateState.Holding)
            JudgeInputs(now);
        if (_lastTick is not null && sincePrevious >= 0 && sincePrevious < EarlyTick * _settings.ControlPeriod)
            return new GateDecision(State, null);
        _lastTick = now;
        var mayMove = State is GateState.Enabled or GateState.Holding or GateState.Stopping && sincePrevious > 0;
        var command = mayMove ? Move(now, sincePrevious) : null;
        return new GateDecision(State, command);
    }

    private void JudgeLoop(TimeSpan now, double sincePrevious)
    {
        if (State is GateState.Disabled or GateState.Stopped)
            return;
        if (sincePrevious < 0 || sincePrevious > _settings.StopAfter)
            Halt(now, VetoReason.LoopStalled, $"{sincePrevious:F3} s since the previous tick");
    }

    private void JudgeInputs(TimeSpan now)
    {
        var (measured, observed) = (_measured.Age(now), _proposals.Age(now));
        if (_deadman.Age(now) > _settings.DeadmanTimeout)
            Stop(now, VetoReason.DeadmanMissing, $"{_deadman.Age(now):F3} s old");
        else if (_clock.Standstill(now) is { } standstill)
            Stop(now, VetoReason.ClockFault, standstill);
        else if (measured > _settings.StopAfter)
            Stop(now, VetoReason.StaleMeasurement, $"{measured:F3} s old");
        else if (observed > _settings.ObservationStopAfter)
            Stop(now, VetoReason.StaleObservation, $"{observed:F3} s old");
        else
            Hold(now, measured, observed);
    }

    private void Hold(TimeSpan now, double measured, double observed)
    {
        var late = measured > _settings.HoldAfter || observed > _settings.ObservationHoldAfter;
        if (late && State == GateState.Enabled)
            Log(now, measured > _settings.HoldAfter ? VetoReason.StaleMeasurement : VetoReason.StaleObservation,
                $"holding: joint state {measured:F3} s old, observation {observed:F3} s old");
        State = late ? GateState.Holding : GateState.Enabled;
    }

    private SafeCommand? Move(TimeSpan now, double sincePrevious)
    {
        var late = sincePrevious > LateTick * _settings.ControlPeriod;
        var dt = late ? _settings.ControlPeriod : sincePrevious;
        var next = new LimitedPosition[_previous.Length];
        for (var joint = 0; joint < next.Length; joint++)
        {
            if (late)
                _previous[joint] = _previous[joint] with { Velocity = 0 };
            var limits = _settings.Joints[joint];
            var goal = Goal(now, joint);
            if (JointLimiter.Limit(limits, _previous[joint], _measured.Positions[joint], goal, dt) is not { } limited)
            {
                Halt(now, VetoReason.Infeasible, $"'{limits.Name}': command {_previous[joint].Position:F4}, measured {_measured.Positions[joint]:F4}");
                return null;
            }
            next[joint] = limited;
            if (State == GateState.Enabled && limited.Reduced is { } reason)
                Log(now, reason, $"'{limits.Name}': {goal.Position:F4} became {limited.Position:F4}");
        }
        return Commit(now, next, dt);
    }

    private JointGoal Goal(TimeSpan now, int joint)
    {
        if (State != GateState.Enabled || _proposals.Target is not { } target)
            return new JointGoal(_previous[joint].Position, 0, 1);
        var ramp = Math.Clamp((now - _enabledAt).TotalSeconds / _settings.RampTime, 0, 1);
        return new JointGoal(target[joint], _proposals.TargetVelocity[joint], ramp);
    }

    private SafeCommand Commit(TimeSpan now, LimitedPosition[] next, double dt)
    {
        for (var joint = 0; joint < next.Length; joint++)
            _previous[joint] = new JointMotion(next[joint].Position, (next[joint].Position - _previous[joint].Position) / dt);
        var braked = _previous.All(motion => motion.Velocity == 0) || (now - _stoppingSince).TotalSeconds > _longestBraking;
        if (State == GateState.Stopping && braked)
            State = GateState.Stopped;
        return new SafeCommand(Array.ConvertAll(next, limited => limited.Position));
    }

    private bool IsDeadmanPressed(TimeSpan now) => _deadmanPressed && _deadman.Age(now) <= _settings.DeadmanTimeout;

    private string? WhyNotEnable(TimeSpan now) =>
        State != GateState.Disabled ? $"the gate is {State}"
        : !IsDeadmanPressed(now) ? _deadmanFault ?? "the dead-man is not pressed"
        : _clock.Standstill(now) is { } standstill ? standstill
        : _measured.Age(now) > _settings.HoldAfter ? "no fresh joint state"
        : _proposals.Age(now) > _settings.ObservationHoldAfter ? "no fresh proposal of the policy"
        : _measured.NotAtRest();

    private void Stop(TimeSpan now, VetoReason reason, string detail)
    {
        if (State is GateState.Stopping or GateState.Stopped)
            return;
        Log(now, reason, detail);
        State = State == GateState.Disabled ? GateState.Stopped : GateState.Stopping;
        _stoppingSince = now;
    }

    private void Halt(TimeSpan now, VetoReason reason, string detail)
    {
        Log(now, reason, detail);
        State = GateState.Stopped;
    }

    private void Log(TimeSpan now, VetoReason reason, string detail) => _log(new Veto(now, reason, detail));
}
