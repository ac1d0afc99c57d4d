using Robotics.RobotBridge.Safety;

namespace Robotics.RobotBridge.Tests.Safety;

public sealed class CommandGateTests
{
    private readonly List<Veto> _vetoes = [];
    private readonly CommandGate _gate;
    private double _now;
    private double _clock = 1000;
    private (double Elbow, double Slide) _arm = (0, 0.1);

    public CommandGateTests() => _gate = new CommandGate(TestArm.Settings, _vetoes.Add);

    [Fact]
    public void Starts_disabled_and_sends_nothing()
    {
        for (var i = 0; i < 10; i++)
            Assert.Equal(new GateDecision(GateState.Disabled, null), Step());
    }

    [Fact]
    public void Follows_a_target_to_the_end_without_overshoot_and_within_the_ramp()
    {
        Enable();
        var first = Step(elbow: 1).Command!;
        Assert.True(Math.Abs(first.Velocities[0]) < 0.05, "the ramp starts at zero");
        var highest = double.NegativeInfinity;
        for (var i = 0; i < 250; i++)
            highest = Math.Max(highest, Step(elbow: 1).Command!.Positions[0]);
        Assert.Equal(1, _arm.Elbow, 1e-4);
        Assert.True(highest <= 1 + 1e-9);
        Assert.Contains(_vetoes, veto => veto.Reason == VetoReason.Ramp);
    }

    [Fact]
    public void A_target_beyond_the_range_is_approached_and_never_crossed()
    {
        Enable();
        for (var i = 0; i < 300; i++)
            Assert.InRange(Step(elbow: 50).Command!.Positions[0], -1, 2);
        Assert.Equal(2, _arm.Elbow, 1e-3);
        Assert.Equal(GateState.Enabled, _gate.State);
    }

    [Fact]
    public void A_release_between_two_ticks_stops_even_when_pressed_again()
    {
        Enable();
        Run(100, elbow: 1);
        _gate.Deadman(TestArm.At(_now), TestArm.At(_now - 0.15), pressed: false);
        _gate.Deadman(TestArm.At(_now), TestArm.At(_now), pressed: true);
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
        _gate.RequestStop(TestArm.At(_now), "operator");
        AssertBrakesAndStops(VetoReason.StopRequest);
        Assert.False(_gate.Enable(TestArm.At(_now)));
        Assert.False(_gate.Reset(TestArm.At(_now)));
        _gate.Deadman(TestArm.At(_now), TestArm.At(_now), pressed: false);
        Assert.True(_gate.Reset(TestArm.At(_now)));
        Assert.Equal(GateState.Disabled, _gate.State);
    }

    [Fact]
    public void Late_joint_states_hold_then_fresh_ones_continue()
    {
        Enable();
        Run(50, elbow: 1);
        for (var i = 0; i < 8; i++)
            Step(elbow: 1, measure: false);
        Assert.Equal(GateState.Holding, _gate.State);
        Run(5, elbow: 1);
        Assert.Equal(GateState.Enabled, _gate.State);
        Assert.Contains(_vetoes, veto => veto.Reason == VetoReason.StaleMeasurement);
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
        Assert.Contains(_vetoes, veto => veto.Reason == VetoReason.StaleObservation);
    }

    [Fact]
    public void An_observation_that_stays_the_same_ends_in_stop()
    {
        Enable();
        Run(50, elbow: 1);
        var frozen = _now;
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
    public void An_arm_that_is_pushed_away_stops_at_once_and_silently()
    {
        Enable();
        Run(100, elbow: 1);
        _arm.Elbow -= 0.5;
        Assert.Equal(new GateDecision(GateState.Stopped, null), Step(elbow: 1, follows: false));
        Assert.Contains(_vetoes, veto => veto.Reason == VetoReason.Infeasible && veto.Detail.Contains("elbow"));
    }

    [Theory]
    [InlineData(0.4)]
    [InlineData(-0.2)]
    public void A_loop_that_stalls_or_whose_clock_goes_back_stops_silently(double jump)
    {
        Enable();
        Run(100, elbow: 1);
        _now += jump;
        Assert.Equal(new GateDecision(GateState.Stopped, null), Step(elbow: 1));
        Assert.Contains(_vetoes, veto => veto.Reason == VetoReason.LoopStalled);
        Assert.DoesNotContain(_vetoes, veto => veto.Reason == VetoReason.Infeasible);
    }

    [Theory]
    [InlineData(1.0)]
    [InlineData(-0.05)]
    public void A_clock_of_the_stamps_that_jumps_stops_at_once(double jump)
    {
        Enable();
        Run(100, elbow: 1);
        _clock += jump;
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
        Assert.Contains("stood still for 0.3", _vetoes.Single(veto => veto.Reason == VetoReason.ClockFault).Detail);
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(10)]
    public void A_slow_or_fast_clock_of_the_stamps_stops_nothing_and_stretches_no_time_limit(double rate)
    {
        Enable();
        for (var i = 0; i < 100; i++)
            Step(elbow: 1, clockRate: rate);
        Assert.Equal(GateState.Enabled, _gate.State);
        for (var i = 0; i < 11; i++)
            Step(elbow: 1, press: false, clockRate: rate);
        AssertBrakesAndStops(VetoReason.DeadmanMissing);
    }

    [Fact]
    public void Enabling_needs_a_clock_of_the_stamps()
    {
        _clock = 0;
        for (var i = 0; i < 5; i++)
            Step(clockRate: 0);
        Assert.False(_gate.Enable(TestArm.At(_now)));
        Assert.Contains("has not gone on yet", _vetoes[^1].Detail);
        _clock = 1000;
        Step(clockRate: 0);
        Assert.False(_gate.Enable(TestArm.At(_now)), "one time is no clock");
        Step();
        Assert.True(_gate.Enable(TestArm.At(_now)));
    }

    [Fact]
    public void A_stop_request_before_enabling_latches_too()
    {
        Run(5, elbow: 0);
        _gate.RequestStop(TestArm.At(_now), "operator");
        Assert.Equal(GateState.Stopped, _gate.State);
        Assert.False(_gate.Enable(TestArm.At(_now)));
    }

    [Fact]
    public void A_press_that_arrives_behind_a_later_release_does_not_count()
    {
        Run(5, elbow: 0);
        _gate.Deadman(TestArm.At(_now), TestArm.At(_now + 0.002), pressed: false);
        _gate.Deadman(TestArm.At(_now), TestArm.At(_now + 0.001), pressed: true);
        Assert.False(_gate.Enable(TestArm.At(_now)));
        _gate.Deadman(TestArm.At(_now), TestArm.At(_now + 0.003), pressed: true);
        Assert.True(_gate.Enable(TestArm.At(_now)));
    }

    [Fact]
    public void A_joint_that_is_named_twice_is_not_believed()
    {
        Run(5, elbow: 0);
        string[] names = ["elbow", "slide", "elbow"];
        _gate.Measure(TestArm.At(_now), new JointMeasurement(TestArm.At(_now), names, [0, 0.1, 1], []));
        Assert.Equal((VetoReason.BadMeasurement, "'elbow' is there twice"), (_vetoes[^1].Reason, _vetoes[^1].Detail));
        _gate.Tick(TestArm.At(_now + 0.02), new ProposedCommand(TestArm.At(_now), ["elbow", "elbow"], [0, 1]));
        Assert.Equal((VetoReason.BadProposal, "'elbow' is there twice"), (_vetoes[^1].Reason, _vetoes[^1].Detail));
    }

    [Fact]
    public void Enabling_is_refused_while_the_arm_moves_or_is_out_of_range()
    {
        Run(2, elbow: 0);
        _gate.Measure(TestArm.At(_now), new JointMeasurement(TestArm.At(_now + 0.001), TestArm.Names, [0, 0.1], [0.5, 0]));
        Assert.False(_gate.Enable(TestArm.At(_now)));
        _gate.Measure(TestArm.At(_now), new JointMeasurement(TestArm.At(_now + 0.002), TestArm.Names, [-1.2, 0.1], [0, 0]));
        Assert.False(_gate.Enable(TestArm.At(_now)));
        _gate.Measure(TestArm.At(_now), new JointMeasurement(TestArm.At(_now + 0.003), TestArm.Names, [-0.9, 0.1], [0, 0]));
        Assert.True(_gate.Enable(TestArm.At(_now)));
    }

    [Theory]
    [InlineData(false, true, true, "dead-man")]
    [InlineData(true, false, true, "joint state")]
    [InlineData(true, true, false, "proposal")]
    public void Enabling_needs_every_input(bool press, bool measure, bool observe, string missing)
    {
        Run(5, elbow: 0);
        var frozen = _now;
        for (var i = 0; i < 31; i++)
            Step(press: press, measure: measure, observed: observe ? null : frozen);
        Assert.False(_gate.Enable(TestArm.At(_now)));
        Assert.Contains(missing, _vetoes[^1].Detail);
        Run(5, elbow: 0);
        Assert.True(_gate.Enable(TestArm.At(_now)));
    }

    [Fact]
    public void Every_faulty_setting_is_named()
    {
        var joint = TestArm.Settings.Joints[0];
        var settings = TestArm.Settings with
        {
            Joints = [joint, joint with { Step = 0 }, joint with { Name = "", Low = 3 }],
            StopAfter = 0.05,
            RampTime = double.NaN,
        };
        Assert.Equal(
            ["joints", "joints.low", "joints.name", "joints.step", "ramp_time", "stop_after"],
            settings.Faults().Select(fault => fault.Key).Order(StringComparer.Ordinal));
        Assert.Throws<ArgumentException>(() => new CommandGate(settings, _ => { }));
        Assert.Empty(TestArm.Settings.Faults());
    }

    private void Enable()
    {
        Run(5, elbow: 0);
        Assert.True(_gate.Enable(TestArm.At(_now)), string.Join('\n', _vetoes));
        _vetoes.Clear();
    }

    private void Run(int ticks, double elbow)
    {
        for (var i = 0; i < ticks; i++)
            Step(elbow);
    }

    private GateDecision Step(
        double elbow = 0, double slide = 0.1, bool press = true, bool measure = true, bool follows = true, double? observed = null, double clockRate = 1)
    {
        _now += 0.02;
        _clock += 0.02 * clockRate;
        var now = TestArm.At(_now);
        _gate.ReadClock(now, TestArm.At(_clock));
        if (press)
            _gate.Deadman(now, now, pressed: true);
        if (measure)
            _gate.Measure(now, TestArm.Measured(_now - 0.005, _arm.Elbow, _arm.Slide));
        var decision = _gate.Tick(now, TestArm.Proposal(observed ?? _now - 0.01, elbow, slide));
        if (follows && decision.Command is { } command)
            _arm = (command.Positions[0], command.Positions[1]);
        return decision;
    }

    private void AssertBrakesAndStops(VetoReason reason)
    {
        Assert.Contains(_vetoes, veto => veto.Reason == reason);
        Assert.True(_gate.State is GateState.Stopping or GateState.Stopped);
        var speed = double.PositiveInfinity;
        for (var i = 0; i < 20 && _gate.State == GateState.Stopping; i++)
        {
            var next = Math.Abs(Step(elbow: 1).Command!.Velocities[0]);
            Assert.True(next < speed || next == 0, "braking only ever slows down");
            speed = next;
        }
        Assert.Equal(new GateDecision(GateState.Stopped, null), Step(elbow: 1));
    }
}
