namespace Robotics.RobotBridge.Ros2.Names;

/// <summary>What stands between <c>--ros-args</c> and <c>--</c> on the command line.</summary>
/// <param name="Remaps">Rules, first match wins.</param>
/// <param name="Parameters">Name and YAML value of every <c>-p</c>, in order.</param>
/// <param name="ParameterFiles">Paths of every <c>--params-file</c>, in order.</param>
/// <param name="LogLevel">Of <c>--log-level</c>; null where not given.</param>
/// <param name="Rest">Arguments that are none of ROS's.</param>
public sealed record RosArguments(
    IReadOnlyList<RemapRule> Remaps,
    IReadOnlyList<KeyValuePair<string, string>> Parameters,
    IReadOnlyList<string> ParameterFiles,
    string? LogLevel,
    IReadOnlyList<string> Rest)
{
    /// <summary>Nothing given.</summary>
    public static RosArguments None { get; } = new([], [], [], null, []);

    /// <summary>Parses a command line.</summary>
    /// <exception cref="FormatException">An option is unknown, incomplete or malformed.</exception>
    public static RosArguments Parse(IReadOnlyList<string> arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        var (remaps, parameters, files, rest) = (new List<RemapRule>(), new List<KeyValuePair<string, string>>(), new List<string>(), new List<string>());
        string? logLevel = null;
        var inside = false;
        for (var i = 0; i < arguments.Count; i++)
        {
            var argument = arguments[i];
            if (!inside || argument is "--ros-args" or "--")
            {
                if (argument == "--ros-args" || inside)
                    inside = argument == "--ros-args";
                else
                    rest.Add(argument);
                continue;
            }
            var value = ++i < arguments.Count ? arguments[i] : throw new FormatException($"{argument} needs a value.");
            switch (argument)
            {
                case "-r" or "--remap":
                    remaps.Add(RemapRule.Parse(value));
                    break;
                case "-p" or "--param":
                    parameters.Add(Assignment(value));
                    break;
                case "--params-file":
                    files.Add(value);
                    break;
                case "--log-level":
                    logLevel = value;
                    break;
                default:
                    throw new FormatException($"'{argument}' is no ROS argument that this node knows: -r, -p, --params-file, --log-level.");
            }
        }
        return new RosArguments(remaps, parameters, files, logLevel, rest);
    }

    /// <summary>The same arguments as a command line again, without those that are none of ROS's.</summary>
    public IReadOnlyList<string> Format() =>
    [
        "--ros-args",
        .. Remaps.SelectMany(rule => new[] { "-r", $"{(rule.Node is null ? "" : rule.Node + ":")}{rule.From}:={rule.To}" }),
        .. ParameterFiles.SelectMany(file => new[] { "--params-file", file }),
        .. Parameters.SelectMany(parameter => new[] { "-p", $"{parameter.Key}:={parameter.Value}" }),
        .. LogLevel is null ? [] : new[] { "--log-level", LogLevel },
    ];

    /// <summary>The node's identity after <c>__node</c> and <c>__ns</c>.</summary>
    /// <exception cref="FormatException">The new name is none.</exception>
    public NodeIdentity Identify(string defaultName)
    {
        var name = Find("__node", defaultName)?.To ?? Find("__name", defaultName)?.To ?? defaultName;
        var space = Find("__ns", defaultName)?.To ?? "/";
        if (space != "/" && TopicName.Fault(space) is { } spaceFault)
            throw new FormatException($"'{space}' is no namespace: {spaceFault}.");
        if (name.Contains('/', StringComparison.Ordinal) || TopicName.Fault("/" + name) is not null)
            throw new FormatException($"'{name}' is no node name.");
        return new NodeIdentity(space, name);
    }

    /// <summary>The absolute topic name after remapping.</summary>
    /// <param name="topic">As the program names it.</param>
    /// <param name="node">After <see cref="Identify"/>.</param>
    /// <exception cref="FormatException">The name is none.</exception>
    public string Resolve(string topic, NodeIdentity node)
    {
        ArgumentNullException.ThrowIfNull(node);
        var full = TopicName.Expand(topic, node);
        var rule = Remaps.FirstOrDefault(rule => rule.IsTopicOf(node.Name) && TopicName.Expand(rule.From, node) == full);
        return rule is null ? full : TopicName.Expand(rule.To, node);
    }

    private RemapRule? Find(string special, string node) => Remaps.FirstOrDefault(rule => rule.From == special && (rule.Node is null || rule.Node == node));

    private static KeyValuePair<string, string> Assignment(string text) =>
        text.Split(":=", 2) is [{ Length: > 0 } name, var value] ? new(name, value) : throw new FormatException($"'{text}' is no name:=value.");
}
