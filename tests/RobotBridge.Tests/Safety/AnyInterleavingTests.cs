using CsCheck;
using Robotics.RobotBridge.Safety;

namespace Robotics.RobotBridge.Tests.Safety;

/// <summary>Whatever comes in, in whatever order: nothing beyond the limits leaves.</summary>
public sealed class AnyInterleavingTests
{
    private static readonly Gen<double> AnyNumber = Gen.OneOf(
        Gen.Double[-3, 3], Gen.Double[-0.1, 0.5], Gen.Double, OneOf(double.NaN, double.PositiveInfinity, double.NegativeInfinity, double.MaxValue, 0, -1, 2));

    private static readonly Gen<double> AnyPause = Gen.Frequency(
        (8, Gen.Const(0.02)), (3, Gen.Double[0.015, 0.03]), (2, Gen.Double[0, 0.004]), (1, Gen.Double[0.03, 0.25]), (1, Gen.Double[-0.05, 0.6]));

    private static readonly Gen<double> AnyLag = Gen.Frequency((8, Gen.Double[0, 0.02]), (2, Gen.Double[-0.05, 0.5]));

    private static readonly Gen<string[]> AnyNames = Gen.Frequency(
        (10, Gen.Const(TestArm.Names)),
        (2, Gen.Const(new[] { "slide", "elbow" })),
        (1, OneOf("elbow", "slide", "wrist", "").Array[0, 4]));

    private static readonly Gen<Event> AnyEvent = Gen.Select(
        Gen.Frequency(
            (20, Gen.Const(Kind.Tick)), (14, Gen.Const(Kind.Measure)), (4, Gen.Const(Kind.Press)), (10, Gen.Const(Kind.Propose)),
            (3, Gen.Const(Kind.Enable)), (2, Gen.Const(Kind.Reset)), (1, Gen.Const(Kind.Release)), (1, Gen.Const(Kind.Stop))),
        AnyPause, AnyLag, AnyNames, AnyNumber.Array[0, 3], Gen.Double[-0.12, 0.12].Array[2], Gen.Bool,
        (kind, pause, lag, names, numbers, offsets, follows) => new Event(kind, pause, lag, names, numbers, offsets, follows));

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private enum Kind { Tick, Measure, Press, Release, Propose, Enable, Reset, Stop }

    [Fact]
    public void No_command_beyond_the_limits_ever_leaves()
    {
        var total = 0;
        AnyEvent.Array[50, 400].Sample(events => { Interlocked.Add(ref total, Run(events)); }, iter: 3000, threads: 1);
        Assert.True(total > 1000, $"only {total} commands left, so the property says little");
    }

    private static int Run(Event[] events)
    {
        var (gate, oracle) = (new CommandGate(TestArm.Settings, _ => { }), new LimitOracle(TestArm.Settings));
        var (now, command) = (1.0, new[] { 0.5, 0.2 });
        var everEnabled = false;
        foreach (var e in events)
        {
            var time = TestArm.At(now);
            switch (e.Kind)
            {
                case Kind.Tick:
                    // the clock moves with the ticks; everything else happens between them
                    now += e.Pause;
                    var sent = gate.Tick(TestArm.At(now), null).Command;
                    Assert.True(sent is null || everEnabled);
                    Assert.Null(oracle.Check(TestArm.At(now), sent));
                    command = sent?.Positions ?? command;
                    break;
                case Kind.Measure:
                    var message = e.Measurement(now, command);
                    gate.Measure(time, message);
                    oracle.Measured(time, message);
                    break;
                case Kind.Propose:
                    sent = gate.Tick(time, e.Proposal(now)).Command;
                    Assert.Null(oracle.Check(time, sent));
                    command = sent?.Positions ?? command;
                    break;
                case Kind.Enable when gate.Enable(time):
                    oracle.Enabled();
                    everEnabled = true;
                    break;
                case Kind.Press or Kind.Release:
                    gate.Deadman(time, TestArm.At(now - e.Lag), e.Kind == Kind.Press);
                    break;
                case Kind.Reset:
                    gate.Reset(time);
                    break;
                case Kind.Stop:
                    gate.RequestStop(time, "test");
                    break;
            }
        }
        return oracle.Commands;
    }

    private sealed record Event(Kind Kind, double Pause, double Lag, string[] Names, double[] Numbers, double[] Offsets, bool Follows)
    {
        // mostly an arm that follows with an error, so that many commands leave; sometimes anything at all
        public JointMeasurement Measurement(double now, double[] command) => Follows || Offsets[0] > 0
            ? new(TestArm.At(now - Lag), Names, [.. Names.Select((_, i) => i < 2 ? command[i] + Offsets[i] * (i == 0 ? 0.1 : 0.02) : 0)], [])
            : new(TestArm.At(now - Lag), Names, Numbers, []);

        public ProposedCommand Proposal(double now) =>
            new(TestArm.At(now - Math.Abs(Lag)), Names, Follows ? [.. Offsets.Select(offset => offset * 20)] : Numbers);
    }
}
