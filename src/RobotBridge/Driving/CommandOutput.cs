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
    private readonly ISubscription _heard;

    public CommandOutput(ITransport transport, RobotSettings robot, SafetySettings safety)
    {
        _joints = [.. safety.Joints.Select(joint => joint.Name)];
        _period = TimeSpan.FromSeconds(safety.ControlPeriod);
        // a controller must not get a command of before an outage when the network is back
        var newest = QosProfile.Default with { Depth = 1, Lifespan = TimeSpan.FromSeconds(safety.StopAfter) };
        if (robot.CommandType == CommandType.JointTrajectory)
            (_trajectories, _heard) = (transport.Publish<JointTrajectory>(robot.Commands, newest), transport.Subscribe<JointTrajectory>(robot.Commands, QosProfile.Sensor, _ => { }));
        else
            (_positions, _heard) = (transport.Publish<Float64MultiArray>(robot.Commands, newest), transport.Subscribe<Float64MultiArray>(robot.Commands, QosProfile.Sensor, _ => { }));
    }

    /// <summary>Where the commands go.</summary>
    public string Topic => _heard.Topic;

    /// <summary>Other nodes that send commands there.</summary>
    public int Others => Math.Max(0, _heard.Matched - 1);

    /// <summary>Sends a command; its header says when it was made, in a JointTrajectory with stamp zero, which means now.</summary>
    public void Send(SafeCommand command)
    {
        _positions?.Publish(new Float64MultiArray { Data = command.Positions });
        _trajectories?.Publish(TrajectoryMessage.Of(_joints, [command.Positions], _period));
    }

    public void Dispose()
    {
        _trajectories?.Dispose();
        _positions?.Dispose();
        _heard.Dispose();
    }
}
