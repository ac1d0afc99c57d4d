using System.CommandLine;
using Robotics.Cli.Commands;
using Robotics.Cli.Configuration;
using Robotics.RobotBridge.Node;
using Robotics.RobotBridge.Ros2.Names;

namespace Robotics.Cli.Robot;

/// <summary>Settings of a node that do not stand in its file: ROS parameters are settings under the same names, and the command line comes last.</summary>
internal static class NodeOverrides
{
    /// <summary>In the form that <see cref="SettingsFile"/> takes.</summary>
    /// <exception cref="SettingsException">A parameter file is missing or none.</exception>
    public static IReadOnlyList<string> Of(Invocation invocation, ParseResult parse)
    {
        var arguments = invocation.RosArguments;
        var parameters = arguments.ParameterFiles.SelectMany(file => Read(file, arguments)).Concat(arguments.Parameters);
        return [.. parameters.Select(parameter => $"--{parameter.Key}={parameter.Value}"), .. invocation.Overrides(parse)];
    }

    private static IReadOnlyDictionary<string, string> Read(string file, RosArguments arguments)
    {
        try
        {
            return ParameterFile.Read(File.ReadAllText(file), arguments.Identify(new NodeSettings().Name));
        }
        catch (Exception e) when (e is FormatException or IOException)
        {
            throw new SettingsException([e is FormatException ? $"{file}: {e.Message}" : e.Message], isUsage: true);
        }
    }
}
