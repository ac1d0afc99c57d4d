using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Robotics.RobotBridge.Ros2.Names;

/// <summary>A ROS 2 parameter file: node names over <c>ros__parameters</c> over nested names and values.</summary>
public static class ParameterFile
{
    private const string ParametersKey = "ros__parameters";

    /// <summary>The parameters of one node, nested names joined by dots; of two entries for the same name the later one holds.</summary>
    /// <param name="yaml">The file's text.</param>
    /// <param name="node">Whose; <c>/**</c> and <c>*</c> in the file match as ROS 2 has it.</param>
    /// <exception cref="FormatException">The text is no parameter file; the message names the line.</exception>
    public static IReadOnlyDictionary<string, string> Read(string yaml, NodeIdentity node)
    {
        ArgumentNullException.ThrowIfNull(node);
        var parameters = new Dictionary<string, string>();
        var stream = new YamlStream();
        try
        {
            stream.Load(new StringReader(yaml));
        }
        catch (YamlException fault)
        {
            throw new FormatException($"Line {fault.Start.Line}: {fault.Message}", fault);
        }
        if (stream.Documents.Count > 0)
            ReadNodes(Map(stream.Documents[0].RootNode, "the file"), "", node, parameters);
        return parameters;
    }

    // namespaces may be written as one key, /robot1/reward, or as nested ones
    private static void ReadNodes(YamlMappingNode map, string prefix, NodeIdentity node, Dictionary<string, string> parameters)
    {
        foreach (var (key, value) in map.Children)
        {
            var name = Scalar(key);
            if (name == ParametersKey)
            {
                if (Matches(prefix, node))
                    Flatten(Map(value, ParametersKey), "", parameters);
            }
            else
            {
                ReadNodes(Map(value, name), prefix + "/" + name.TrimStart('/'), node, parameters);
            }
        }
    }

    private static bool Matches(string pattern, NodeIdentity node) =>
        MatchTokens(pattern.Split('/').AsSpan(1), node.FullName.Split('/').AsSpan(1));

    private static bool MatchTokens(ReadOnlySpan<string> pattern, ReadOnlySpan<string> name)
    {
        if (pattern.IsEmpty)
            return name.IsEmpty;
        if (pattern[0] == "**")
            return MatchTokens(pattern[1..], name) || !name.IsEmpty && MatchTokens(pattern, name[1..]);
        return !name.IsEmpty && (pattern[0] == "*" || pattern[0] == name[0]) && MatchTokens(pattern[1..], name[1..]);
    }

    private static void Flatten(YamlMappingNode map, string prefix, Dictionary<string, string> parameters)
    {
        foreach (var (key, value) in map.Children)
        {
            var name = prefix + Scalar(key);
            if (value is YamlMappingNode nested)
                Flatten(nested, name + ".", parameters);
            else
                parameters[name] = value is YamlSequenceNode list ? $"[{string.Join(", ", list.Children.Select(Scalar))}]" : Scalar(value);
        }
    }

    private static YamlMappingNode Map(YamlNode node, string what) =>
        node as YamlMappingNode ?? throw new FormatException($"Line {node.Start.Line}: {what} holds no names.");

    private static string Scalar(YamlNode node) =>
        node is YamlScalarNode { Value: { } value } ? value : throw new FormatException($"Line {node.Start.Line}: a plain value is due here.");
}
