using Robotics.RobotBridge.Safety;

namespace Robotics.RobotBridge.Tests.Safety;

/// <summary>
/// 10,000 seeded schedules in a virtual clock: faults on every stream in, on the commands out, and of the node itself,
/// which freezes or dies and comes back.
/// </summary>
public sealed class FaultScheduleTests(ITestOutputHelper output)
{
    private const double Duration = 3;

    [Fact]
    public void Every_schedule_stays_within_limits_and_ends_stopped_or_running_on_fresh_data()
    {
        var ends = new Dictionary<GateState, int>();
        var (commands, restarts) = (0, 0);
        for (var seed = 0; seed < 10_000; seed++)
        {
            var run = new Run(seed);
            run.ToTheEnd();
            ends[run.End] = ends.GetValueOrDefault(run.End) + 1;
            (commands, restarts) = (commands + run.Commands, restarts + run.Restarts);
        }
        output.WriteLine($"{commands} commands, {restarts} restarts of the node; ends: {string.Join(", ", ends.OrderBy(end => end.Key).Select(end => $"{end.Key} {end.Value}"))}");
        Assert.True(ends.GetValueOrDefault(GateState.Enabled) > 1000, "too few schedules survive to say anything about running");
        Assert.True(ends.GetValueOrDefault(GateState.Stopped) > 1000, "too few schedules stop to say anything about stopping");
        Assert.True(restarts > 1000, "too few nodes die to say anything about that");
        Assert.Equal(10_000, ends.GetValueOrDefault(GateState.Enabled) + ends.GetValueOrDefault(GateState.Stopped) + ends.GetValueOrDefault(GateState.Disabled));
    }

    private sealed class Run
    {
        private readonly Random _random;
        private readonly int _seed;
        private readonly FaultyChannel<JointMeasurement> _joints;
        private readonly FaultyChannel<double[]> _commands;
        private readonly FaultSpan? _nodeFault;
        private readonly FaultyChannel<bool> _deadman;
        private readonly FaultyChannel<double> _observations;
        private readonly FaultyClock _clock;
        private readonly bool _everythingDies;
        private readonly double[] _arm = [0.5, 0.2];
        private readonly double _loopJitter;
        private CommandGate _gate = new(TestArm.Settings, _ => { });
        private LimitOracle _oracle = new(TestArm.Settings);
        private double[]? _command;
        private int _commandsBefore;
        private double _observed = double.NegativeInfinity;
        private bool _policyIsBroken;
        private double? _stoppingSince;
        private double _lastTick = double.PositiveInfinity;

        public Run(int seed)
        {
            (_seed, _random) = (seed, new Random(seed));
            _everythingDies = seed % 4 == 0;
            _loopJitter = seed % 3 == 0 ? 0.03 : 0.001;
            _joints = new(
                _random, Spans(), message => message with { Positions = [double.NaN, message.Positions[1]] },
                (message, now) => message with { Stamp = TestArm.At(now) });
            _deadman = new(_random, Spans(), corrupt: null);
            _observations = new(_random, Spans(), _ => double.NaN);
            _commands = new(_random, Spans(), corrupt: null);
            _clock = FaultyClock.Draw(_random, Duration);
            // the node freezes as a stopped process does, or dies and is started again
            var from = _random.NextDouble() * Duration;
            _nodeFault = _random.Next(2) == 0 ? null : new FaultSpan(_random.Next(2) == 0 ? Fault.Freeze : Fault.Kill, from, from + _random.NextDouble() * FaultSpan.Longest);
        }

        public GateState End { get; private set; }

        public int Commands => _commandsBefore + _oracle.Commands;

        public int Restarts { get; private set; }

        public void ToTheEnd()
        {
            double tick = 0;
            for (var ms = 0; ms < Duration * 1000 || _gate.State is GateState.Stopping or GateState.Holding; ms += 5)
            {
                var now = ms / 1000.0;
                // when every fault but death is over, holding must have become one or the other
                Assert.True(now < Duration + 2 * FaultSpan.Longest + 1, $"seed {_seed}: still {_gate.State} at {now} s");
                Sense(ms, now);
                if (_nodeFault?.Covers(now) == true)
                {
                    if (_nodeFault.Fault == Fault.Kill)
                        Die(now);
                    continue;
                }
                Deliver(now);
                Operate(ms, now);
                if (now < tick)
                    continue;
                Tick(now);
                tick = now + 0.02 + _loopJitter * _random.NextDouble();
            }
            Judge();
        }

        private FaultSpan[] Spans() => FaultSpan.Draw(_random, Duration, _everythingDies);

        private void Sense(int ms, double now)
        {
            foreach (var (_, command) in _commands.Deliver(now))
                _command = command;
            for (var joint = 0; _command is not null && joint < _arm.Length; joint++)
                _arm[joint] += (_command[joint] - _arm[joint]) * 0.15;
            if (ms % 10 == 0)
                _joints.Send(now, new JointMeasurement(TestArm.At(now), TestArm.Names, [.. _arm], []));
            if (ms % 50 == 0)
                _deadman.Send(now, true);
            if (ms % 35 == 0)
                _observations.Send(now, 1);
        }

        private void Deliver(double now)
        {
            foreach (var (_, message) in _joints.Deliver(now))
            {
                _gate.Measure(TestArm.At(now), message);
                _oracle.Measured(TestArm.At(now), message);
            }
            foreach (var (stamp, pressed) in _deadman.Deliver(now))
                _gate.Deadman(TestArm.At(now), TestArm.At(stamp), pressed);
            foreach (var (stamp, value) in _observations.Deliver(now))
                (_observed, _policyIsBroken) = (stamp, double.IsNaN(value));
        }

        private void Operate(int ms, double now)
        {
            if (ms % 250 == 0 && _gate.State == GateState.Disabled && _gate.Enable(TestArm.At(now)))
                _oracle.Enabled();
            if (_seed % 2 == 0 && ms % 400 == 0)
                _gate.Reset(TestArm.At(now));
        }

        private void Tick(double now)
        {
            var target = _policyIsBroken ? double.NaN : _random.Next(3) * 2 - 1.5;
            ProposedCommand? proposal = _observed < 0 ? null : TestArm.Proposal(_observed, target, target / 10 + 0.2);
            _gate.ReadClock(TestArm.At(now), TestArm.At(_clock.At(now)));
            var decision = _gate.Tick(TestArm.At(now), proposal);
            if (_oracle.Check(TestArm.At(now), decision.Command) is { } fault)
                Assert.Fail($"seed {_seed}: {fault}");
            if (decision.State == GateState.Enabled && !IsFresh(now))
                Assert.Fail($"seed {_seed}: enabled at {now} s on old data");
            if (decision.State is GateState.Enabled or GateState.Holding && _clock.Jumped(_lastTick, now))
                Assert.Fail($"seed {_seed}: {decision.State} at {now} s across a jump of the clock");
            _lastTick = now;
            if (decision.State == GateState.Stopping && (_stoppingSince ??= now) + 0.3 < now)
                Assert.Fail($"seed {_seed}: still stopping at {now} s");
            _stoppingSince = decision.State == GateState.Stopping ? _stoppingSince : null;
            if (decision.Command is { } sent)
                _commands.Send(now, sent.Positions);
        }

        // what was in the process is gone, and the next one knows nothing
        private void Die(double now)
        {
            if (_gate.State != GateState.Disabled || _oracle.Commands > 0)
                Restarts++;
            _commandsBefore += _oracle.Commands;
            (_gate, _oracle) = (new CommandGate(TestArm.Settings, _ => { }), new LimitOracle(TestArm.Settings));
            (_observed, _policyIsBroken, _stoppingSince, _lastTick) = (double.NegativeInfinity, false, null, double.PositiveInfinity);
            _joints.Lose(now);
            _deadman.Lose(now);
            _observations.Lose(now);
        }

        // what the channels really delivered, not what the gate believes
        private bool IsFresh(double now) =>
            now - _joints.NewestIntact <= TestArm.Settings.HoldAfter + 1e-6
            && now - _deadman.NewestIntact <= TestArm.Settings.DeadmanTimeout + 1e-6
            && now - _clock.MovedAt(now) <= TestArm.Settings.StopAfter + 1e-6
            && now - _observations.NewestIntact <= TestArm.Settings.ObservationHoldAfter + 1e-6;

        private void Judge()
        {
            End = _gate.State;
            if (End is not (GateState.Enabled or GateState.Disabled or GateState.Stopped))
                Assert.Fail($"seed {_seed}: ends {End}");
            if (_everythingDies && End is not (GateState.Disabled or GateState.Stopped))
                Assert.Fail($"seed {_seed}: everything is dead and the gate is {End}");
        }
    }
}
