namespace Robotics.RobotBridge.Ros2.Names;

/// <summary>A node's parameters, out of parameter files and the command line.</summary>
/// <param name="UseSimTime">Whether time is what /clock says.</param>
/// <param name="QosOverrides">Qualities of service set from outside.</param>
/// <param name="Others">All that have no meaning in ROS itself, in order; a later one of the same name holds.</param>
public sealed record NodeParameters(bool UseSimTime, QosOverrides QosOverrides, IReadOnlyList<KeyValuePair<string, string>> Others)
{
    private const string UseSimTimeName = "use_sim_time";

    /// <summary>Reads what the arguments name: first every file, then every <c>-p</c>.</summary>
    /// <param name="arguments">The command line.</param>
    /// <param name="node">Whose parameters.</param>
    /// <exception cref="FormatException">A file cannot be read or is no parameter file, or a value is none.</exception>
    public static NodeParameters Read(RosArguments arguments, NodeIdentity node)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        ArgumentNullException.ThrowIfNull(node);
        List<KeyValuePair<string, string>> parameters =
        [
            .. arguments.ParameterFiles.SelectMany(file => Read(file, node)),
            .. arguments.Parameters.Select(parameter => Own(parameter, node)).OfType<KeyValuePair<string, string>>(),
        ];
        var useSimTime = parameters.LastOrDefault(parameter => parameter.Key == UseSimTimeName).Value ?? "false";
        return new NodeParameters(
            bool.TryParse(useSimTime, out var simulated) ? simulated : throw new FormatException($"'{UseSimTimeName}' is '{useSimTime}', must be true or false."),
            new QosOverrides(parameters),
            [.. parameters.Where(parameter => parameter.Key != UseSimTimeName && !parameter.Key.StartsWith(QosOverrides.Prefix, StringComparison.Ordinal))]);
    }

    private static IReadOnlyDictionary<string, string> Read(string file, NodeIdentity node)
    {
        try
        {
            return ParameterFile.Read(File.ReadAllText(file), node);
        }
        catch (Exception fault) when (fault is FormatException or IOException or UnauthorizedAccessException)
        {
            throw new FormatException($"{file}: {fault.Message}", fault);
        }
    }

    // -p node:name:=value is for one node of the process only
    private static KeyValuePair<string, string>? Own(KeyValuePair<string, string> parameter, NodeIdentity node) =>
        parameter.Key.Split(':', 2) is not [var owner, var name] ? parameter
        : owner == node.Name || owner == node.FullName ? new(name, parameter.Value)
        : null;
}
