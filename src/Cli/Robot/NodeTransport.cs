using Robotics.Cli.Runs;
using Robotics.RobotBridge.Ros2;
using Robotics.RobotBridge.Ros2.Dds;
using Robotics.RobotBridge.Ros2.Names;

namespace Robotics.Cli.Robot;

/// <summary>The way into the network that a configuration names.</summary>
internal static class NodeTransport
{
    /// <summary>Joins.</summary>
    /// <exception cref="RunException">The library is missing.</exception>
    /// <exception cref="FormatException">A name or a parameter on the command line is none.</exception>
    public static ITransport Join(TransportKind kind, DdsSettings settings, string name, RosArguments arguments)
    {
        try
        {
            return RosTransport.Open(kind, settings, name, arguments);
        }
        catch (DllNotFoundException e)
        {
            throw new RunException(e.Message);
        }
    }
}
