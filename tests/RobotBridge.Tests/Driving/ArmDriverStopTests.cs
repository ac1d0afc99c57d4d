using Robotics.RobotBridge.Node;
using Robotics.RobotBridge.Safety;
using Robotics.RobotBridge.Tests.Ros2;
using static Robotics.RobotBridge.Tests.Driving.DrivenArm;

namespace Robotics.RobotBridge.Tests.Driving;

/// <summary>Whatever fails or ends, the arm is braked first.</summary>
[Collection("network")]
public sealed class ArmDriverStopTests
{
    [Fact]
    public void When_the_node_ends_the_arm_has_been_braked() => Drive(Settings, Towards(1.5, 1.5), (arm, driver, _, stop) =>
    {
        arm.Deadman = true;
        Eventually.True(() => Enabled(arm), "the gate is enabled");
        Eventually.True(() => arm.Commands.Count > 10, "the arm moves");
        stop();
        Assert.Equal(GateState.Stopped, driver.Counts.State);
        Eventually.True(() => arm.Commands.Count == driver.Counts.Commands, "every command has arrived");
        var last = arm.Commands.TakeLast(3).ToArray();
        Assert.True(Math.Abs(last[2][0] - last[1][0]) <= Math.Abs(last[1][0] - last[0][0]) + 1e-9, "the last commands brake");
        Assert.Contains(arm.Log, line => line.Contains("StopRequest: the node ends", StringComparison.Ordinal));
    });

    [Fact]
    public void A_clock_that_goes_back_stops_the_arm_and_does_not_silence_the_diagnostics()
    {
        var clock = new WallClock();
        Drive(Settings, Towards(1.5, 1.5), (arm, _, _, _) =>
        {
            arm.Deadman = true;
            Eventually.True(() => Enabled(arm), "the gate is enabled");
            Eventually.True(() => arm.Commands.Count > 10, "the arm moves");
            clock.Offset = TimeSpan.FromHours(-1);
            Eventually.True(() => arm.Gate == "stopped", "the arm stops");
            Eventually.True(() => arm.Log.Any(line => line.Contains("ClockFault: the clock of the stamps went back by 3", StringComparison.Ordinal)), "the reason is logged");
            Eventually.True(() => arm.Diagnostics.Any(status => status.Message == "stopped"), "the stop is told");
            var told = arm.Diagnostics.Count;
            Eventually.True(() => arm.Diagnostics.Count > told, "diagnostics go on");
        }, clock);
    }

    [Fact]
    public void In_simulated_time_the_arm_moves_and_when_the_clock_freezes_it_stands_and_nothing_more_is_sent() => Drive(
        Settings with { Safety = Settings.Safety! with { Joints = [Slow("b"), Slow("a")], HoldAfter = 1, ObservationHoldAfter = 1 } },
        Towards(1.9, 1.9),
        (arm, driver, _, _) =>
        {
            arm.Deadman = true;
            Eventually.True(() => Enabled(arm), "the gate is enabled");
            Eventually.True(() => arm.Commands.Count > 10, "the arm moves");
            arm.IsFrozen = true;
            Eventually.True(() => arm.Gate == "stopped", "the arm stops");
            Eventually.True(() => arm.Log.Any(line => line.Contains("ClockFault", StringComparison.Ordinal) || line.Contains("StaleMeasurement", StringComparison.Ordinal)), "the reason is logged");
            var (ticks, sent) = (driver.Counts.Ticks, driver.Counts.Commands);
            Eventually.True(() => arm.Commands.Count == sent && driver.Counts.Ticks > ticks + 25, "the loop goes on");
            Assert.Equal(sent, driver.Counts.Commands);
            var last = arm.Commands.TakeLast(2).ToArray();
            Assert.Equal(last[0][0], last[1][0], 0.001);
            Assert.InRange(last[1][0], 0.1, 1.8);
        },
        arguments: ["--ros-args", "-p", "use_sim_time:=true"]);

    [Fact]
    public void A_policy_that_fails_stops_the_arm_and_ends_the_node()
    {
        var fails = false;
        var failure = Assert.Throws<InvalidOperationException>(() => Drive(
            Settings,
            _ => Volatile.Read(ref fails) ? throw new InvalidOperationException("out of ideas") : new float[,] { { 1.5f, 1.5f } },
            (arm, driver, _, _) =>
            {
                arm.Deadman = true;
                Eventually.True(() => Enabled(arm), "the gate is enabled");
                Volatile.Write(ref fails, true);
                Eventually.True(() => driver.Counts.State == GateState.Stopped, "the failure stops the arm");
            }));
        Assert.Equal("out of ideas", failure.Message);
    }

    [Fact]
    public void A_control_loop_that_fails_brakes_the_arm_and_ends_the_node()
    {
        var isFull = false;
        var failure = Assert.Throws<IOException>(() => Drive(Settings, Towards(1.5, 1.5), (arm, driver, _, _) =>
        {
            arm.Deadman = true;
            Eventually.True(() => Enabled(arm), "the gate is enabled");
            Eventually.True(() => arm.Commands.Count > 10, "the arm moves");
            Volatile.Write(ref isFull, true);
            // a refusal is a line in the log
            Eventually.True(() => Try(arm.Enable, () => driver.Counts.State == GateState.Stopped), "the failure stops the arm");
            Eventually.True(() => arm.Commands.Count == driver.Counts.Commands, "every command has arrived");
            var last = arm.Commands.TakeLast(2).ToArray();
            Assert.Equal(last[0][0], last[1][0], 1e-6);
        }, written: (_, _) =>
        {
            if (Interlocked.Exchange(ref isFull, false))
                throw new IOException("the disk is full");
        }));
        Assert.Equal("the disk is full", failure.Message);
    }

    private static JointLimits Slow(string name) => Limits(name) with { Velocity = 0.2 };

    private sealed class WallClock : TimeProvider
    {
        public TimeSpan Offset { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Offset;
    }
}
