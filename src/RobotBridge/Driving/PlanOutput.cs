using Robotics.RobotBridge.Node;
using Robotics.RobotBridge.Ros2;
using Robotics.RobotBridge.Ros2.Messages.TrajectoryMsgs;

namespace Robotics.RobotBridge.Driving;

/// <summary>What the policy wants, before any gate, on ~/policy/joint_trajectory: each plan as it is made. No controller listens there.</summary>
internal sealed class PlanOutput : IDisposable
{
    private const string Topic = "~/policy/joint_trajectory";

    private readonly string[] _joints;
    private readonly IPublisher<JointTrajectory> _publisher;

    /// <exception cref="FormatException">A remap leads the plans to where this node sends or hears commands.</exception>
    public PlanOutput(NodeContext node)
    {
        _joints = [.. node.Embodiment.Joints];
        var used = node.Transport.Endpoints.Select(end => end.Topic).ToHashSet();
        _publisher = node.Transport.Publish<JointTrajectory>(Topic, QosProfile.Default);
        if (!used.Contains(_publisher.Topic))
            return;
        _publisher.Dispose();
        throw new FormatException($"'{Topic}' is remapped to {_publisher.Topic}, which this node uses for something else. Plans have not passed the safety gate and must not reach a controller; remap them to a topic of their own.");
    }

    public void Publish(PlannedMotion plan) => _publisher.Publish(TrajectoryMessage.Of(_joints, plan.Targets, plan.Period));

    public void Dispose() => _publisher.Dispose();
}
