using Robotics.RobotBridge.Node;
using Robotics.RobotBridge.Tests.Ros2;

namespace Robotics.RobotBridge.Tests.Node;

/// <summary>The buffers of a node's images after everybody who looked at them has done.</summary>
internal static class AllBuffers
{
    // what still waits for the other views of its moment is forgotten; a message may be under way
    public static void ComeBack(RobotSensors sensors) => Eventually.True(
        () =>
        {
            sensors.Forget();
            return sensors.LentBuffers == 0;
        },
        "all buffers of images come back");
}
