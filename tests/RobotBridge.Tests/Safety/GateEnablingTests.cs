using Robotics.RobotBridge.Safety;

namespace Robotics.RobotBridge.Tests.Safety;

/// <summary>What it takes to enable the gate.</summary>
public sealed class GateEnablingTests : GatedArm
{
    [Fact]
    public void Starts_disabled_and_sends_nothing()
    {
        for (var i = 0; i < 10; i++)
            Assert.Equal(new GateDecision(GateState.Disabled, null), Step());
    }

    [Fact]
    public void A_stop_request_before_enabling_latches_too()
    {
        Run(5, elbow: 0);
        Gate.RequestStop(TestArm.At(Now), "operator");
        Assert.Equal(GateState.Stopped, Gate.State);
        Assert.False(Gate.Enable(TestArm.At(Now)));
    }

    [Fact]
    public void A_press_that_arrives_behind_a_later_release_does_not_count()
    {
        Run(5, elbow: 0);
        Gate.Deadman(TestArm.At(Now), TestArm.At(Now + 0.002), pressed: false);
        Gate.Deadman(TestArm.At(Now), TestArm.At(Now + 0.001), pressed: true);
        Assert.False(Gate.Enable(TestArm.At(Now)));
        Gate.Deadman(TestArm.At(Now), TestArm.At(Now + 0.003), pressed: true);
        Assert.True(Gate.Enable(TestArm.At(Now)));
    }

    [Fact]
    public void A_press_from_another_clock_is_told_from_no_press()
    {
        Run(5, elbow: 0);
        Gate.Deadman(TestArm.At(Now), TestArm.At(Now), pressed: false);
        Assert.False(Gate.Enable(TestArm.At(Now)));
        Assert.Equal("the dead-man is not pressed", Vetoes[^1].Detail);
        Gate.Deadman(TestArm.At(Now), TestArm.At(Now + 1.5), pressed: true);
        Assert.False(Gate.Enable(TestArm.At(Now)));
        Assert.Contains("+1.500 s from now: from the future", Vetoes[^1].Detail);
        Gate.Deadman(TestArm.At(Now), TestArm.At(Now + 0.001), pressed: true);
        Assert.True(Gate.Enable(TestArm.At(Now)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1e-9)]
    [InlineData(-1)]
    [InlineData(1e20)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NaN)]
    public void A_time_that_no_loop_could_keep_is_refused(double seconds) =>
        Assert.Contains("control_period", (TestArm.Settings with { ControlPeriod = seconds }).Faults().Select(fault => fault.Key));

    [Fact]
    public void A_joint_that_is_named_twice_is_not_believed()
    {
        Run(5, elbow: 0);
        string[] names = ["elbow", "slide", "elbow"];
        Gate.Measure(TestArm.At(Now), new JointMeasurement(TestArm.At(Now), names, [0, 0.1, 1], []));
        Assert.Equal((VetoReason.BadMeasurement, "'elbow' is there twice"), (Vetoes[^1].Reason, Vetoes[^1].Detail));
        Gate.Tick(TestArm.At(Now + 0.02), new ProposedCommand(TestArm.At(Now), ["elbow", "elbow"], [0, 1]));
        Assert.Equal((VetoReason.BadProposal, "'elbow' is there twice"), (Vetoes[^1].Reason, Vetoes[^1].Detail));
    }

    [Fact]
    public void Enabling_is_refused_while_the_arm_moves_or_is_out_of_range()
    {
        Run(2, elbow: 0);
        Gate.Measure(TestArm.At(Now), new JointMeasurement(TestArm.At(Now + 0.001), TestArm.Names, [0, 0.1], [0.5, 0]));
        Assert.False(Gate.Enable(TestArm.At(Now)));
        foreach (var outside in new[] { -1.2, 2.1 })
        {
            Gate.Measure(TestArm.At(Now), new JointMeasurement(TestArm.At(Now + 0.002 + outside * 1e-4), TestArm.Names, [outside, 0.1], [0, 0]));
            Assert.False(Gate.Enable(TestArm.At(Now)));
            Assert.Contains("outside [-1, 2]", Vetoes[^1].Detail);
        }
        Gate.Measure(TestArm.At(Now), new JointMeasurement(TestArm.At(Now + 0.003), TestArm.Names, [-0.9, 0.1], [0, 0]));
        Assert.True(Gate.Enable(TestArm.At(Now)));
    }

    [Fact]
    public void A_joint_whose_speed_nobody_measures_has_the_speed_of_its_positions()
    {
        Run(5, elbow: 0);
        Gate.Measure(TestArm.At(Now), new JointMeasurement(TestArm.At(Now + 0.001), TestArm.Names, [0, 0.1], [double.NaN, 0]));
        Gate.Measure(TestArm.At(Now), new JointMeasurement(TestArm.At(Now + 0.003), TestArm.Names, [0.001, 0.1], [double.NaN, 0]));
        Assert.False(Gate.Enable(TestArm.At(Now)));
        Assert.Contains("'elbow' moves at 0.5", Vetoes[^1].Detail);
        Gate.Measure(TestArm.At(Now), new JointMeasurement(TestArm.At(Now + 0.004), TestArm.Names, [0.001, 0.1], [double.PositiveInfinity, 0]));
        Assert.Equal(VetoReason.BadMeasurement, Vetoes[^1].Reason);
        Gate.Measure(TestArm.At(Now), new JointMeasurement(TestArm.At(Now + 0.005), TestArm.Names, [0.001, 0.1], [double.NaN, double.NaN]));
        Assert.True(Gate.Enable(TestArm.At(Now)));
    }

    [Fact]
    public void A_speed_that_was_never_measured_nor_seen_is_not_zero()
    {
        var gate = new CommandGate(TestArm.Settings, Vetoes.Add);
        gate.ReadClock(TestArm.At(1), TestArm.At(1000));
        gate.ReadClock(TestArm.At(1.02), TestArm.At(1000.02));
        gate.Deadman(TestArm.At(1.02), TestArm.At(1.02), pressed: true);
        gate.Tick(TestArm.At(1.02), TestArm.Proposal(1.02, 0, 0.1));
        gate.Measure(TestArm.At(1.02), new JointMeasurement(TestArm.At(1.02), TestArm.Names, [0, 0.1], [0, double.NaN]));
        Assert.False(gate.Enable(TestArm.At(1.02)));
        Assert.Contains("not known yet", Vetoes[^1].Detail);
        gate.Measure(TestArm.At(1.03), new JointMeasurement(TestArm.At(1.03), TestArm.Names, [0, 0.1], [0, double.NaN]));
        Assert.True(gate.Enable(TestArm.At(1.03)));
    }

    [Theory]
    [InlineData(false, true, true, "dead-man")]
    [InlineData(true, false, true, "joint state")]
    [InlineData(true, true, false, "proposal")]
    public void Enabling_needs_every_input(bool press, bool measure, bool observe, string missing)
    {
        Run(5, elbow: 0);
        var frozen = Now;
        for (var i = 0; i < 31; i++)
            Step(press: press, measure: measure, observed: observe ? null : frozen);
        Assert.False(Gate.Enable(TestArm.At(Now)));
        Assert.Contains(missing, Vetoes[^1].Detail);
        Run(5, elbow: 0);
        Assert.True(Gate.Enable(TestArm.At(Now)));
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
}
