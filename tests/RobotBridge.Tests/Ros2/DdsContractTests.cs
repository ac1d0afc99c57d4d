using Robotics.RobotBridge.Ros2;
using Robotics.RobotBridge.Ros2.Dds;
using Robotics.RobotBridge.Ros2.Names;

namespace Robotics.RobotBridge.Tests.Ros2;

[Collection("network")]
public sealed class DdsContractTests : TransportContract
{
    protected override string? WhyUnavailable => CycloneLibrary.WhyUnavailable();

    protected override ITransport Open(string name, RosArguments arguments) =>
        new DdsTransport(new DdsSettings { Domain = 91, LocalhostOnly = true }, name, arguments);
}
