using Robotics.RobotBridge.Safety;

namespace Robotics.RobotBridge.Tests.Safety;

/// <summary>What the gate makes of the clock that stamps are read from.</summary>
public sealed class GateClockTests : GatedArm
{
    [Theory]
    [InlineData(0.4)]
    [InlineData(-0.2)]
    public void A_loop_that_stalls_or_whose_clock_goes_back_stops_silently(double jump)
    {
        Enable();
        Run(100, elbow: 1);
        Now += jump;
        Assert.Equal(new GateDecision(GateState.Stopped, null), Step(elbow: 1));
        Assert.Contains(Vetoes, veto => veto.Reason == VetoReason.LoopStalled);
        Assert.DoesNotContain(Vetoes, veto => veto.Reason == VetoReason.Infeasible);
    }

    [Theory]
    [InlineData(1.0)]
    [InlineData(-0.05)]
    public void A_clock_of_the_stamps_that_jumps_stops_at_once(double jump)
    {
        Enable();
        Run(100, elbow: 1);
        Clock += jump;
        Step(elbow: 1);
        AssertBrakesAndStops(VetoReason.ClockFault);
    }

    [Fact]
    public void A_clock_of_the_stamps_that_stands_still_stops_however_fresh_everything_else_is()
    {
        Enable();
        Run(100, elbow: 1);
        for (var i = 0; i < 16; i++)
            Step(elbow: 1, clockRate: 0);
        AssertBrakesAndStops(VetoReason.ClockFault);
        Assert.Contains("stood still for 0.3", Vetoes.Single(veto => veto.Reason == VetoReason.ClockFault).Detail);
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(10)]
    public void A_slow_or_fast_clock_of_the_stamps_stops_nothing_and_stretches_no_time_limit(double rate)
    {
        Enable();
        for (var i = 0; i < 100; i++)
            Step(elbow: 1, clockRate: rate);
        Assert.Equal(GateState.Enabled, Gate.State);
        for (var i = 0; i < 11; i++)
            Step(elbow: 1, press: false, clockRate: rate);
        AssertBrakesAndStops(VetoReason.DeadmanMissing);
    }

    [Fact]
    public void Enabling_needs_a_clock_of_the_stamps()
    {
        Clock = 0;
        for (var i = 0; i < 5; i++)
            Step(clockRate: 0);
        Assert.False(Gate.Enable(TestArm.At(Now)));
        Assert.Contains("has not gone on yet", Vetoes[^1].Detail);
        Clock = 1000;
        Step(clockRate: 0);
        Assert.False(Gate.Enable(TestArm.At(Now)), "one time is no clock");
        Step();
        Assert.True(Gate.Enable(TestArm.At(Now)));
    }
}
