using Robotics.RobotBridge.Node;
using Robotics.RobotBridge.Safety;
using Robotics.RobotBridge.Tests.Ros2;
using static Robotics.RobotBridge.Tests.Driving.DrivenArm;

namespace Robotics.RobotBridge.Tests.Driving;

/// <summary>The driving node over real DDS, against an arm that does what it is told: who may move it when, and how far.</summary>
[Collection("network")]
public sealed class ArmDriverTests
{
    [Fact]
    public void Nothing_moves_before_an_operator_says_so_nor_after_the_dead_man_was_released() => Drive(Settings, Towards(0.5, 0.4), (arm, driver, policy, _) =>
    {
        Eventually.True(() => driver.Counts.Plans > 3 && arm.Gate == "disabled", "the policy plans while the gate is disabled");
        arm.Enable();
        Eventually.True(() => arm.Log.Any(line => line.Contains("EnableRefused: the dead-man is not pressed", StringComparison.Ordinal)), "the refusal is logged with its reason");
        Assert.Empty(arm.Commands);

        arm.Deadman = true;
        var resets = policy.Resets;
        Eventually.True(() => Enabled(arm), "the gate is enabled");
        Eventually.True(() => Math.Abs(arm.Positions[0] - 0.5) < 1e-6 && Math.Abs(arm.Positions[1] - 0.4) < 1e-6, "the arm arrives");
        Assert.True(policy.Resets > resets, "what was planned before anything moved is forgotten");
        Assert.All(arm.Commands, command => Assert.True(command[0] is > 0 and < 0.7 && command[1] is > -0.2 and < 0.6));

        arm.Deadman = false;
        Eventually.True(() => arm.Gate == "stopped", "the release stops");
        Eventually.True(() => arm.Log.Any(line => line.Contains("DeadmanReleased", StringComparison.Ordinal)), "and is logged");
        arm.Deadman = true;
        var sent = arm.Commands.Count;
        arm.Enable();
        Eventually.True(() => arm.Log.Any(line => line.Contains("EnableRefused: the gate is Stopped", StringComparison.Ordinal)), "a stop stays");
        arm.Reset();
        Eventually.True(() => arm.Log.Any(line => line.Contains("ResetRefused", StringComparison.Ordinal)), "no reset under a pressed dead-man");
        Assert.Equal(sent, arm.Commands.Count);
        Eventually.True(() => arm.Diagnostics.Any(status => status.Level == 2 && status.Values.Any(value => value.Key == "veto DeadmanReleased")), "diagnostics tell the veto");

        arm.Deadman = false;
        Eventually.True(() => Try(arm.Reset, () => arm.Gate == "disabled"), "a reset with the dead-man released");
        arm.Deadman = true;
        Eventually.True(() => Enabled(arm), "and it may go on");
    });

    [Fact]
    public void Positions_as_an_array_come_in_the_order_of_the_limits() => Drive(
        Settings with { Robot = Settings.Robot with { Commands = "/arm/commands", CommandType = CommandType.Float64MultiArray } }, Towards(0.3, -0.3), (arm, _, _, _) =>
    {
        arm.Deadman = true;
        Eventually.True(() => Enabled(arm), "the gate is enabled");
        Eventually.True(() => Math.Abs(arm.Positions[0] - 0.3) < 1e-6 && Math.Abs(arm.Positions[1] + 0.3) < 1e-6, "each joint goes where it was meant to");
    });

    [Fact]
    public void Whoever_watches_reads_an_array_in_the_order_in_which_the_driver_sends_it()
    {
        Assert.Equal(["b", "a"], Settings.CommandOrder(Settings.Robot.Joints));
        Assert.Equal(["a", "b"], (Settings with { Safety = null }).CommandOrder(Settings.Robot.Joints));
    }

    [Fact]
    public void Beyond_the_limits_the_gate_has_the_last_word() => Drive(Settings, Towards(9, double.NegativeInfinity), (arm, driver, _, _) =>
    {
        arm.Deadman = true;
        Eventually.True(() => Try(arm.Enable, () => arm.Log.Any(line => line.Contains("BadProposal", StringComparison.Ordinal))), "what is not finite is refused and logged");
        Assert.Empty(arm.Commands);
        Assert.Equal(GateState.Disabled, driver.Counts.State);
    });

    [Fact]
    public void Whoever_else_commands_the_arm_is_told_of_when_the_gate_is_enabled() => Drive(Settings, Towards(0.5, 0.4), (arm, _, _, _) =>
    {
        arm.Deadman = true;
        Eventually.True(() => Enabled(arm), "the gate is enabled");
        Assert.DoesNotContain(arm.Log, line => line.Contains("somebody else", StringComparison.Ordinal));
        arm.Deadman = false;
        Eventually.True(() => Try(arm.Reset, () => arm.Gate == "disabled"), "a reset with the dead-man released");
        arm.CommandAsWell();
        arm.Deadman = true;
        Eventually.True(() => Enabled(arm), "and enabled again");
        Eventually.True(() => arm.Log.Any(line => line.Contains("somebody else sends commands on /arm/joint_trajectory", StringComparison.Ordinal)), "the other one is told of");
    });
}
