using Robotics.RobotBridge.Ros2.Dds;
using Robotics.RobotBridge.Ros2.Names;

namespace Robotics.Benchmarks.Ros2;

/// <summary>The loopback network of all measurements.</summary>
internal static class Network
{
    internal const int Domain = 97;

    internal static DdsTransport Join(string node) => new(Settings, node, RosArguments.None);

    internal static DdsSettings Settings { get; } = new() { Domain = Domain, LocalhostOnly = true };

    internal static void Await(Func<bool> condition, string what)
    {
        if (!SpinWait.SpinUntil(condition, TimeSpan.FromSeconds(60)))
            throw new TimeoutException($"not within a minute: {what}");
    }
}
