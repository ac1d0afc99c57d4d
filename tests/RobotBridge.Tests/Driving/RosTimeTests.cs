using Robotics.RobotBridge.Driving;
using Robotics.RobotBridge.Safety;
using Robotics.RobotBridge.Tests.Safety;

namespace Robotics.RobotBridge.Tests.Driving;

/// <summary>Stamps in the time of /clock on their way to the gate, in a virtual clock: time limits count real seconds whatever /clock does.</summary>
public sealed class RosTimeTests
{
    private const double FaultAt = 1;

    [Theory]
    [InlineData("/clock stands still and the robot goes on", 0, 0, 1, 0, false, 0.35)]
    [InlineData("the simulator stands still and repeats itself", 0, 0, 0, 0, false, 0.35)]
    [InlineData("the stamps stand still and /clock goes on", 1, 0, 0, 0, false, 0.35)]
    [InlineData("/clock leaps ahead", 1, 5, 1, 0, false, 0.03)]
    [InlineData("/clock goes back", 1, -5, 1, 0, false, 0.03)]
    [InlineData("the simulator is reset", 1, -5, 1, -5, false, 0.03)]
    [InlineData("everything is slow", 0.2, 0, 0.2, 0, false, double.PositiveInfinity)]
    [InlineData("everything is slow and the sensors fall silent", 0.2, 0, 0.2, 0, true, 0.35)]
    [InlineData("everything is fast and the sensors fall silent", 5, 0, 5, 0, true, 0.35)]
    public void Whatever_the_clock_does_the_arm_stops_or_has_fresh_data(string what, double clockRate, double clockJump, double stampRate, double stampJump, bool silent, double within)
    {
        var world = new World();
        world.Play(FaultAt);
        Assert.Equal(GateState.Enabled, world.State);
        (world.ClockRate, world.StampRate, world.IsSilent) = (clockRate, stampRate, silent);
        (world.Clock, world.Stamps) = (world.Clock + clockJump, world.Stamps + stampJump);
        world.Play(FaultAt + 2);
        var after = world.StoppedAt - FaultAt;
        Assert.True(double.IsInfinity(within) ? double.IsInfinity(after) : after <= within, $"{what}: stopped after {after} s");
        if (double.IsInfinity(within))
            return;

        (world.ClockRate, world.StampRate, world.IsSilent, world.Stamps) = (1, 1, false, world.Clock);
        world.Restart();
        Assert.True(world.State == GateState.Enabled, $"{what}: when all is well again an operator can go on");
    }

    /// <summary>A robot, the clock that the node is told, and the gate.</summary>
    private sealed class World
    {
        private readonly CommandGate _gate = new(TestArm.Settings, _ => { });
        private readonly StampClock _joints = new();
        private readonly StampClock _views = new();
        private double[] _arm = [0.5, 0.2];
        private double _now;
        private bool _isPressed = true;

        public double Clock { get; set; } = 1000;

        public double ClockRate { get; set; } = 1;

        /// <summary>The clock by which the robot stamps.</summary>
        public double Stamps { get; set; } = 1000;

        public double StampRate { get; set; } = 1;

        public bool IsSilent { get; set; }

        public double StoppedAt { get; private set; } = double.PositiveInfinity;

        public GateState State => _gate.State;

        public void Play(double until)
        {
            while (_now < until)
                Turn();
        }

        public void Restart()
        {
            _isPressed = false;
            Play(_now + 0.5);
            Assert.True(_gate.Reset(TestArm.At(_now)));
            _isPressed = true;
            Play(_now + 0.5);
        }

        private void Turn()
        {
            _now += 0.02;
            (Clock, Stamps) = (Clock + 0.02 * ClockRate, Stamps + 0.02 * StampRate);
            var now = TestArm.At(_now);
            _gate.ReadClock(now, TestArm.At(Clock));
            if (!IsSilent)
                _gate.Measure(now, new JointMeasurement(_joints.Map(Nanoseconds(Stamps), Nanoseconds(Clock), now), TestArm.Names, _arm, []));
            var seen = IsSilent ? null : TestArm.Proposal(_views.Map(Nanoseconds(Stamps), Nanoseconds(Clock), now).TotalSeconds, 1, 0.3);
            _gate.Deadman(now, now, _isPressed);
            if (_gate.State == GateState.Disabled && _isPressed)
                _gate.Enable(now);
            var decision = _gate.Tick(now, seen);
            _arm = decision.Command?.Positions ?? _arm;
            if (decision.State is GateState.Stopping or GateState.Stopped)
                StoppedAt = Math.Min(StoppedAt, _now);
        }

        private static long Nanoseconds(double seconds) => (long)(seconds * 1e9);
    }
}
