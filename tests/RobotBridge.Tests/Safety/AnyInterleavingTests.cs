using CsCheck;
using Robotics.RobotBridge.Safety;

namespace Robotics.RobotBridge.Tests.Safety;

/// <summary>Whatever comes in, in whatever order: nothing beyond the limits leaves.</summary>
public sealed class AnyInterleavingTests(ITestOutputHelper output)
{
    private static readonly Gen<double> AnyNumber = Gen.OneOf(
        Gen.Double[-3, 3], Gen.Double[-0.1, 0.5], Gen.Double, OneOf(double.NaN, double.PositiveInfinity, double.NegativeInfinity, double.MaxValue, 0, -1, 2));

    private static readonly Gen<double> AnyPause = Gen.Frequency(
        (24, Gen.Const(0.02)), (9, Gen.Double[0.015, 0.03]), (4, Gen.Double[0, 0.004]), (2, Gen.Double[0.03, 0.25]), (1, Gen.Double[-0.05, 0.6]));

    private static readonly Gen<double> AnyLag = Gen.Frequency((8, Gen.Double[0, 0.02]), (2, Gen.Double[-0.05, 0.5]));

    private static readonly Gen<string[]> AnyNames = Gen.Frequency(
        (10, Gen.Const(TestArm.Names)),
        (2, Gen.Const(new[] { "slide", "elbow" })),
        (1, OneOf("elbow", "slide", "wrist", "").Array[0, 4]));

    private static readonly Gen<double[]> AnyVelocities = Gen.Frequency(
        (8, Gen.Const(System.Array.Empty<double>())), (2, Gen.Const(new double[2])), (1, AnyNumber.Array[0, 3]));

    private static readonly Gen<Event> AnyEvent = Gen.Select(
        Gen.Frequency(
            (60, Gen.Const(Kind.Tick)), (42, Gen.Const(Kind.Measure)), (12, Gen.Const(Kind.Press)), (30, Gen.Const(Kind.Propose)),
            (9, Gen.Const(Kind.Enable)), (6, Gen.Const(Kind.Reset)), (1, Gen.Const(Kind.Release)), (1, Gen.Const(Kind.Stop))),
        AnyPause, AnyLag, AnyNames, AnyNumber.Array[0, 3], AnyVelocities, Gen.Double[-0.12, 0.12].Array[2], Gen.Bool,
        (kind, pause, lag, names, numbers, velocities, offsets, follows) => new Event(kind, pause, lag, names, numbers, velocities, offsets, follows));

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private enum Kind { Tick, Measure, Press, Release, Propose, Enable, Reset, Stop }

    [Fact]
    public void No_command_beyond_the_limits_ever_leaves()
    {
        var total = 0;
        Gen.Select(AnyEvent.Array[50, 400], Gen.Bool).Sample((events, moves) =>
        {
            var run = moves ? Run.Moving() : new Run();
            var before = run.Commands;
            Array.ForEach(events, run.Play);
            total += run.Commands - before;
        }, iter: 3000, threads: 1);
        output.WriteLine($"{total} commands");
        Assert.True(total > 10_000, $"only {total} commands left, so the property says little");
    }

    [Fact]
    public void Whatever_happened_before_a_missing_input_ends_in_stop()
    {
        var moving = 0;
        Gen.Select(AnyEvent.Array[0, 60], Gen.Int[1, 15]).Sample((events, missing) =>
        {
            var run = Run.Moving();
            Array.ForEach(events, run.Play);
            if (run.State is GateState.Enabled or GateState.Holding)
                moving++;
            run.Work(seconds: 1.2, missing);
            Assert.True(run.State is GateState.Stopped or GateState.Disabled, $"without inputs {missing} the gate is {run.State}");
        }, iter: 3000, threads: 1);
        output.WriteLine($"{moving} of 3000 were moving when the input went missing");
        Assert.True(moving > 300, $"only {moving} moved, so the property says little");
    }

    /// <summary>A gate, its judge and the time.</summary>
    private sealed class Run
    {
        private readonly CommandGate _gate = new(TestArm.Settings, _ => { });
        private readonly LimitOracle _oracle = new(TestArm.Settings);
        private double[] _command = [0.5, 0.2];
        private bool _everEnabled;
        private double _now = 1;
        private double _latest = 1;
        private double _clock = 1000;

        public GateState State => _gate.State;

        public int Commands => _oracle.Commands;

        public static Run Moving()
        {
            var run = new Run();
            run.Work(seconds: 0.2, missing: 0);
            run.Play(new Event(Kind.Enable, 0, 0, [], [], [], [], true));
            run.Work(seconds: 0.5, missing: 0);
            return run;
        }

        public void Play(Event e)
        {
            var time = TestArm.At(_now);
            switch (e.Kind)
            {
                case Kind.Tick:
                    // the clock moves with the ticks; everything else happens between them
                    _now += e.Pause;
                    _clock += Math.Max(0.001, e.Pause);
                    _latest = Math.Max(_latest, _now);
                    Tick(null);
                    break;
                case Kind.Measure:
                    Measure(e.Measurement(_now, _command));
                    break;
                case Kind.Propose:
                    Tick(e.Proposal(_now));
                    break;
                case Kind.Enable when _gate.Enable(time):
                    _oracle.Enabled();
                    _everEnabled = true;
                    break;
                case Kind.Press or Kind.Release:
                    _gate.Deadman(time, TestArm.At(_now - e.Lag), e.Kind == Kind.Press);
                    break;
                case Kind.Reset:
                    _gate.Reset(time);
                    break;
                case Kind.Stop:
                    _gate.RequestStop(time, "test");
                    break;
            }
        }

        /// <summary>An ordinary loop without some inputs: 1 joint states, 2 the dead-man, 4 the policy's proposals, 8 the clock of the stamps.</summary>
        public void Work(double seconds, int missing)
        {
            // stamps from before a clock that went back stay believed until they are reached
            _now = _latest;
            for (var end = _now + seconds; _now < end;)
            {
                _now += 0.02;
                if ((missing & 8) == 0)
                    _clock += 0.02;
                if ((missing & 1) == 0)
                    Measure(TestArm.Measured(_now, _command[0], _command[1]));
                if ((missing & 2) == 0)
                    _gate.Deadman(TestArm.At(_now), TestArm.At(_now), pressed: true);
                Tick((missing & 4) == 0 ? TestArm.Proposal(_now, 1, 0.3) : null);
            }
            _latest = _now;
        }

        private void Measure(JointMeasurement message)
        {
            _gate.Measure(TestArm.At(_now), message);
            _oracle.Measured(TestArm.At(_now), message);
        }

        private void Tick(ProposedCommand? proposal)
        {
            _gate.ReadClock(TestArm.At(_now), TestArm.At(_clock));
            var sent = _gate.Tick(TestArm.At(_now), proposal).Command;
            Assert.True(sent is null || _everEnabled);
            Assert.Null(_oracle.Check(TestArm.At(_now), sent));
            _command = sent?.Positions ?? _command;
        }
    }

    private sealed record Event(Kind Kind, double Pause, double Lag, string[] Names, double[] Numbers, double[] Velocities, double[] Offsets, bool Follows)
    {
        // mostly an arm that follows with an error, so that many commands leave; sometimes anything at all
        public JointMeasurement Measurement(double now, double[] command) => Follows || Offsets[0] > 0
            ? new(TestArm.At(now - Lag), Names, [.. Names.Select((_, i) => i < 2 ? command[i] + Offsets[i] * (i == 0 ? 0.1 : 0.02) : 0)], Velocities)
            : new(TestArm.At(now - Lag), Names, Numbers, Velocities);

        public ProposedCommand Proposal(double now) =>
            new(TestArm.At(now - Math.Abs(Lag)), Names, Follows ? [.. Offsets.Select(offset => offset * 20)] : Numbers);
    }
}
