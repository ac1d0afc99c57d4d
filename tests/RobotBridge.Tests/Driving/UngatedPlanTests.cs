using Robotics.RobotBridge.Driving;
using Robotics.RobotBridge.Node;
using Robotics.RobotBridge.Tests.Ros2;
using static Robotics.RobotBridge.Tests.Driving.DrivenArm;

namespace Robotics.RobotBridge.Tests.Driving;

/// <summary>What the policy wants, before any gate, is told and reaches no controller.</summary>
[Collection("network")]
public sealed class UngatedPlanTests
{
    [Theory]
    [InlineData(NodeRole.Drive)]
    [InlineData(NodeRole.Shadow)]
    public void Plans_cannot_be_remapped_to_the_controller(NodeRole role) => Network(Settings with { Role = role }, (_, node) =>
    {
        using var policy = new ScriptedPolicy(Towards(0.5, 0.4));
        var fault = Assert.Throws<FormatException>(() => (role == NodeRole.Drive ? (IDisposable)new ArmDriver(node, policy, ["front"]) : new ShadowPolicy(node, policy, ["front"])).Dispose());
        Assert.Contains("safety gate", fault.Message);
    }, arguments: ["--ros-args", "-r", "~/policy/joint_trajectory:=/arm/joint_trajectory"]);

    [Fact]
    public void A_shadow_publishes_its_plans_and_moves_nothing() => Network(Settings with { Role = NodeRole.Shadow, Safety = null }, (arm, node) =>
    {
        using var policy = new ScriptedPolicy(Towards(0.5, 0.4));
        using var shadow = new ShadowPolicy(node, policy, ["front"]);
        using var cancellation = new CancellationTokenSource();
        var loop = new Thread(() => shadow.Run(cancellation.Token));
        loop.Start();
        Eventually.True(() => arm.Plans.Count > 2, "plans arrive");
        cancellation.Cancel();
        loop.Join();
        var plan = arm.Plans.Last();
        Assert.Equal(["a", "b"], plan.JointNames);
        Assert.Equal([0.5f, 0.4f], plan.Points[^1].Positions.Select(position => (float)position));
        Assert.Equal(50_000_000u, plan.Points[0].TimeFromStart.Nanosec);
        Assert.Empty(arm.Commands);
        Assert.Equal([0.1, -0.1], arm.Positions);
    });
}
