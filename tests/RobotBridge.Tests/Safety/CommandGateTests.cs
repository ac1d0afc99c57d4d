using Robotics.RobotBridge.Safety;

namespace Robotics.RobotBridge.Tests.Safety;

/// <summary>Commands while the gate is enabled, and what stops them.</summary>
public sealed class CommandGateTests : GatedArm
{
    [Fact]
    public void Follows_a_target_to_the_end_without_overshoot_and_within_the_ramp()
    {
        Enable();
        Step(elbow: 1);
        Assert.True(Math.Abs(Arm.Elbow) < 0.001, "the ramp starts at zero");
        var highest = double.NegativeInfinity;
        for (var i = 0; i < 250; i++)
            highest = Math.Max(highest, Step(elbow: 1).Command!.Positions[0]);
        Assert.Equal(1, Arm.Elbow, 1e-4);
        Assert.True(highest <= 1 + 1e-9);
        Assert.Contains(Vetoes, veto => veto.Reason == VetoReason.Ramp);
    }

    [Theory]
    [InlineData(50, 2)]
    [InlineData(-50, -1)]
    public void A_target_beyond_the_range_is_approached_and_never_crossed(double target, double end)
    {
        Enable();
        for (var i = 0; i < 300; i++)
            Assert.InRange(Step(target).Command!.Positions[0], -1, 2);
        Assert.Equal(end, Arm.Elbow, 1e-3);
        Assert.Equal(GateState.Enabled, Gate.State);
    }

    [Fact]
    public void A_target_that_moves_is_kept_up_with()
    {
        Enable();
        Run(150, elbow: 0);
        for (var i = 1; i <= 150; i++)
            Step(elbow: 0.006 * i);
        Assert.Equal(0.9, Arm.Elbow, 0.007);
    }

    [Fact]
    public void A_release_between_two_ticks_stops_even_when_pressed_again()
    {
        Enable();
        Run(100, elbow: 1);
        Gate.Deadman(TestArm.At(Now), TestArm.At(Now - 0.15), pressed: false);
        Gate.Deadman(TestArm.At(Now), TestArm.At(Now), pressed: true);
        AssertBrakesAndStops(VetoReason.DeadmanReleased);
    }

    [Fact]
    public void A_missing_dead_man_stops()
    {
        Enable();
        Run(100, elbow: 1);
        for (var i = 0; i < 11; i++)
            Step(elbow: 1, press: false);
        AssertBrakesAndStops(VetoReason.DeadmanMissing);
    }

    [Fact]
    public void A_stop_request_brakes_and_latches_until_reset_with_released_dead_man()
    {
        Enable();
        Run(100, elbow: 1);
        Gate.RequestStop(TestArm.At(Now), "operator");
        AssertBrakesAndStops(VetoReason.StopRequest);
        Assert.False(Gate.Enable(TestArm.At(Now)));
        Assert.False(Gate.Reset(TestArm.At(Now)));
        Gate.Deadman(TestArm.At(Now), TestArm.At(Now), pressed: false);
        Assert.True(Gate.Reset(TestArm.At(Now)));
        Assert.Equal(GateState.Disabled, Gate.State);
    }

    [Fact]
    public void Late_joint_states_hold_then_fresh_ones_continue()
    {
        Enable();
        Run(50, elbow: 1);
        for (var i = 0; i < 8; i++)
            Step(elbow: 1, measure: false);
        Assert.Equal(GateState.Holding, Gate.State);
        Run(5, elbow: 1);
        Assert.Equal(GateState.Enabled, Gate.State);
        Assert.Contains(Vetoes, veto => veto.Reason == VetoReason.StaleMeasurement);
    }

    [Fact]
    public void Missing_joint_states_stop()
    {
        Enable();
        Run(50, elbow: 1);
        for (var i = 0; i < 16; i++)
            Step(elbow: 1, measure: false);
        AssertBrakesAndStops(VetoReason.StaleMeasurement);
    }

    [Theory]
    [InlineData(double.NaN, 0.1)]
    [InlineData(0.5, double.PositiveInfinity)]
    public void A_policy_that_proposes_nonsense_ends_in_stop(double elbow, double slide)
    {
        Enable();
        Run(50, elbow: 1);
        for (var i = 0; i < 31; i++)
            Step(elbow, slide);
        AssertBrakesAndStops(VetoReason.BadProposal);
        Assert.Contains(Vetoes, veto => veto.Reason == VetoReason.StaleObservation);
    }

    [Theory]
    [InlineData(0.05)]
    [InlineData(-0.03)]
    public void A_plan_of_the_future_or_older_than_the_one_before_is_not_believed(double shift)
    {
        Enable();
        Run(50, elbow: 1);
        Assert.DoesNotContain(Vetoes, veto => veto.Reason == VetoReason.BadProposal);
        Step(elbow: -1, observed: Now + 0.01 + shift);
        Assert.Contains(Vetoes, veto => veto.Reason == VetoReason.BadProposal);
    }

    [Fact]
    public void Plans_that_are_always_of_the_future_end_in_stop()
    {
        Enable();
        Run(50, elbow: 1);
        for (var i = 0; i < 31; i++)
            Step(elbow: 1, observed: Now + 0.05);
        AssertBrakesAndStops(VetoReason.StaleObservation);
    }

    [Fact]
    public void An_observation_that_stays_the_same_ends_in_stop()
    {
        Enable();
        Run(50, elbow: 1);
        var frozen = Now;
        for (var i = 0; i < 31; i++)
            Step(elbow: 1, observed: frozen);
        AssertBrakesAndStops(VetoReason.StaleObservation);
    }

    [Fact]
    public void An_arm_that_does_not_follow_is_never_led_away_further_than_a_step()
    {
        Enable();
        for (var i = 0; i < 200; i++)
        {
            var command = Step(elbow: 1, follows: false).Command;
            Assert.True(command is null || Math.Abs(command.Positions[0]) <= 0.15);
        }
    }

    [Fact]
    public void Noise_of_the_sensor_does_not_stop_an_arm_that_does_not_follow()
    {
        Enable();
        for (var i = 0; i < 200; i++)
        {
            Arm = (i % 2 == 0 ? 0.01 : -0.01, Arm.Slide);
            Assert.NotNull(Step(elbow: 1, follows: false).Command);
        }
    }

    [Fact]
    public void An_arm_that_runs_away_while_it_is_braked_is_followed_no_longer_than_braking_takes_however_often_somebody_asks_for_the_stop()
    {
        Enable();
        Run(59, elbow: 2);
        var before = Arm.Elbow;
        Step(elbow: 2);
        var command = Arm.Elbow;
        var speed = command - before;
        for (var i = 0; i < 13; i++)
        {
            Gate.RequestStop(TestArm.At(Now), "operator");
            Arm = (command + speed + 0.15, Arm.Slide);
            if (Step(elbow: 2, follows: false).Command is { } sent)
                command = sent.Positions[0];
        }
        Assert.Equal(GateState.Stopped, Gate.State);
        Assert.Single(Vetoes, veto => veto.Reason == VetoReason.StopRequest);
        Assert.DoesNotContain(Vetoes, veto => veto.Reason == VetoReason.Infeasible);
    }

    [Fact]
    public void An_arm_that_is_pushed_away_stops_at_once_and_silently()
    {
        Enable();
        Run(100, elbow: 1);
        Arm = (Arm.Elbow - 0.5, Arm.Slide);
        Assert.Equal(new GateDecision(GateState.Stopped, null), Step(elbow: 1, follows: false));
        Assert.Contains(Vetoes, veto => veto.Reason == VetoReason.Infeasible && veto.Detail.Contains("elbow"));
    }
}
