using Robotics.RobotBridge.Ros2.Dds;
using Robotics.RobotBridge.Ros2.Names;
using Robotics.RobotBridge.Ros2.Rcl;

namespace Robotics.RobotBridge.Ros2;

/// <summary>Opens the transport that a configuration names.</summary>
public static class RosTransport
{
    /// <summary>Joins the network.</summary>
    /// <param name="kind">Which one.</param>
    /// <param name="settings">Its domain holds for both; the rest is for <see cref="TransportKind.Dds"/>.</param>
    /// <param name="nodeName">Unless the arguments rename it.</param>
    /// <param name="arguments">Remaps and parameters.</param>
    /// <exception cref="FormatException">A name or a parameter is none.</exception>
    /// <exception cref="DllNotFoundException">The native library is not there; the message says what to do.</exception>
    public static ITransport Open(TransportKind kind, DdsSettings settings, string nodeName, RosArguments arguments)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return kind == TransportKind.Rcl ? new RclTransport(settings.Domain, nodeName, arguments) : new DdsTransport(settings, nodeName, arguments);
    }
}
