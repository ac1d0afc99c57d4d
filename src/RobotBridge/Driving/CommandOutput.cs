using Robotics.RobotBridge.Node;
using Robotics.RobotBridge.Ros2;
using Robotics.RobotBridge.Ros2.Messages.StdMsgs;
using Robotics.RobotBridge.Ros2.Messages.TrajectoryMsgs;
using Robotics.RobotBridge.Safety;

namespace Robotics.RobotBridge.Driving;

/// <summary>Sends what the safety gate lets through, in the form that the robot's controller takes.</summary>
internal sealed class CommandOutput : IDisposable
{
    private readonly string[] _joints;
    private readonly TimeSpan _period;
    private readonly IPublisher<JointTrajectory>? _trajectories;
    private readonly IPublisher<Float64MultiArray>? _positions;

    public CommandOutput(ITransport transport, RobotSettings robot, SafetySettings safety)
    {
        _joints = [.. safety.Joints.Select(joint => joint.Name)];
        _period = TimeSpan.FromSeconds(safety.ControlPeriod);
        if (robot.CommandType == CommandType.JointTrajectory)
            _trajectories = transport.Publish<JointTrajectory>(robot.Commands, QosProfile.Default);
        else
            _positions = transport.Publish<Float64MultiArray>(robot.Commands, QosProfile.Default);
    }

    /// <summary>Sends a command; its header says when it was made, in a JointTrajectory with stamp zero, which means now.</summary>
    public void Send(SafeCommand command)
    {
        _positions?.Publish(new Float64MultiArray { Data = command.Positions });
        _trajectories?.Publish(TrajectoryMessage.Of(_joints, [command.Positions], _period, command.Velocities));
    }

    public void Dispose()
    {
        _trajectories?.Dispose();
        _positions?.Dispose();
    }
}
