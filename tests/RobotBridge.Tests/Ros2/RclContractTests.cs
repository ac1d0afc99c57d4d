using Robotics.RobotBridge.Ros2;
using Robotics.RobotBridge.Ros2.Names;
using Robotics.RobotBridge.Ros2.Rcl;

namespace Robotics.RobotBridge.Tests.Ros2;

/// <summary>Runs where ROS 2 is sourced, alone in its process: <c>-class Robotics.RobotBridge.Tests.Ros2.RclContractTests</c>.</summary>
[Collection("network")]
public sealed class RclContractTests : TransportContract
{
    protected override string? WhyUnavailable => RclLibrary.WhyUnavailable();

    protected override ITransport Open(string name, RosArguments arguments) => new RclTransport(domain: 91, name, arguments);
}
