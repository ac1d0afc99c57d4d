using Robotics.Cli.Commands;
using Robotics.Cli.Configuration;
using Robotics.RobotBridge.Node;
using Robotics.RobotBridge.Ros2.Names;

namespace Robotics.Cli.Robot;

/// <summary>Settings of a node that do not stand in its file: ROS parameters are settings under the same names, and the command line comes last.</summary>
internal static class NodeOverrides
{
    /// <summary>In the form that <see cref="SettingsFile"/> takes.</summary>
    /// <exception cref="SettingsException">A parameter file is missing or none, or a parameter has no such value.</exception>
    public static IReadOnlyList<string> Of(Invocation invocation)
    {
        var arguments = invocation.RosArguments;
        try
        {
            var parameters = NodeParameters.Read(arguments, arguments.Identify(new NodeSettings().Name));
            return [.. parameters.Others.Select(parameter => $"--{parameter.Key}={parameter.Value}"), .. invocation.SettingsOnCommandLine];
        }
        catch (FormatException e)
        {
            throw new SettingsException([e.Message], isUsage: true);
        }
    }
}
