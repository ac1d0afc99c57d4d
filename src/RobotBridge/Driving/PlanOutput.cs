using Robotics.RobotBridge.Node;
using Robotics.RobotBridge.Ros2;
using Robotics.RobotBridge.Ros2.Messages.TrajectoryMsgs;

namespace Robotics.RobotBridge.Driving;

/// <summary>What the policy wants, before any gate, on ~/policy/joint_trajectory: each plan as it is made. No controller listens there.</summary>
internal sealed class PlanOutput(NodeContext node) : IDisposable
{
    private readonly string[] _joints = [.. node.Embodiment.Joints];
    private readonly IPublisher<JointTrajectory> _publisher = node.Transport.Publish<JointTrajectory>("~/policy/joint_trajectory", QosProfile.Default);

    public void Publish(PlannedMotion plan) => _publisher.Publish(TrajectoryMessage.Of(_joints, plan.Targets, plan.Period));

    public void Dispose() => _publisher.Dispose();
}
