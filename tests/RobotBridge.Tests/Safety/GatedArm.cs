using Robotics.RobotBridge.Safety;

namespace Robotics.RobotBridge.Tests.Safety;

/// <summary>A gate with the test arm behind it, in a time that the tests tell.</summary>
public abstract class GatedArm
{
    private SafeCommand? _commanded;

    protected GatedArm() => Gate = new CommandGate(TestArm.Settings, Vetoes.Add);

    protected List<Veto> Vetoes { get; } = [];

    protected CommandGate Gate { get; }

    protected double Now { get; set; }

    protected double Clock { get; set; } = 1000;

    protected (double Elbow, double Slide) Arm { get; set; } = (0, 0.1);

    protected void Enable()
    {
        Run(5, elbow: 0);
        Assert.True(Gate.Enable(TestArm.At(Now)), string.Join('\n', Vetoes));
        Vetoes.Clear();
    }

    protected void Run(int ticks, double elbow)
    {
        for (var i = 0; i < ticks; i++)
            Step(elbow);
    }

    protected GateDecision Step(
        double elbow = 0, double slide = 0.1, bool press = true, bool measure = true, bool follows = true, double? observed = null, double clockRate = 1)
    {
        Now += 0.02;
        Clock += 0.02 * clockRate;
        var now = TestArm.At(Now);
        Gate.ReadClock(now, TestArm.At(Clock));
        if (press)
            Gate.Deadman(now, now, pressed: true);
        if (measure)
            Gate.Measure(now, TestArm.Measured(Now - 0.005, Arm.Elbow, Arm.Slide));
        var decision = Gate.Tick(now, TestArm.Proposal(observed ?? Now - 0.01, elbow, slide));
        _commanded = decision.Command ?? _commanded;
        if (follows && decision.Command is { } command)
            Arm = (command.Positions[0], command.Positions[1]);
        return decision;
    }

    protected void AssertBrakesAndStops(VetoReason reason)
    {
        Assert.Contains(Vetoes, veto => veto.Reason == reason);
        Assert.True(Gate.State is GateState.Stopping or GateState.Stopped);
        var speed = double.PositiveInfinity;
        for (var i = 0; i < 20 && Gate.State == GateState.Stopping; i++)
        {
            var before = _commanded!.Positions[0];
            var next = Math.Abs(Step(elbow: 1).Command!.Positions[0] - before);
            Assert.True(next < speed || next < 1e-12, "braking only ever slows down");
            speed = next;
        }
        Assert.Equal(new GateDecision(GateState.Stopped, null), Step(elbow: 1));
    }
}
