namespace Robotics.RobotBridge.Ros2.Names;

/// <summary>Topic names as ROS 2 expands them.</summary>
public static class TopicName
{
    /// <summary>Makes a name absolute.</summary>
    /// <exception cref="FormatException">It is no topic name.</exception>
    public static string Expand(string topic, NodeIdentity node)
    {
        ArgumentNullException.ThrowIfNull(topic);
        ArgumentNullException.ThrowIfNull(node);
        var prefix = node.Namespace == "/" ? "" : node.Namespace;
        var full = topic == "~" ? node.FullName
            : topic.StartsWith("~/", StringComparison.Ordinal) ? node.FullName + topic[1..]
            : topic.StartsWith('/') ? topic
            : $"{prefix}/{topic}";
        return Fault(full) is { } fault ? throw new FormatException($"'{topic}' is no topic name: {fault}.") : full;
    }

    /// <summary>Why an absolute name is none; null when it is one.</summary>
    public static string? Fault(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var tokens = name.Split('/');
        if (tokens[0].Length != 0 || tokens.Length < 2)
            return "it does not start with a slash";
        foreach (var token in tokens.Skip(1))
        {
            if (token.Length == 0)
                return "two slashes follow each other, or it ends with one";
            if (char.IsAsciiDigit(token[0]))
                return $"'{token}' starts with a digit";
            if (token.Any(letter => !char.IsAsciiLetterOrDigit(letter) && letter != '_'))
                return $"'{token}' holds more than letters, digits and underscores";
        }
        return null;
    }
}
