namespace Robotics.RobotBridge.Ros2.Names;

/// <summary>One <c>-r [node:]from:=to</c>.</summary>
/// <param name="Node">The only node it is for; null for any.</param>
/// <param name="From">A topic, <c>__node</c> or <c>__ns</c>.</param>
/// <param name="To">What it becomes.</param>
public sealed record RemapRule(string? Node, string From, string To)
{
    /// <summary>Parses a rule.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static RemapRule Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Split(":=", 2) is not [{ Length: > 0 } left, { Length: > 0 } to])
            throw new FormatException($"'{text}' is no from:=to.");
        return left.Split(':', 2) is [{ Length: > 0 } node, { Length: > 0 } from] ? new RemapRule(node, from, to) : new RemapRule(null, left, to);
    }

    /// <summary>Whether it renames topics of this node.</summary>
    public bool IsTopicOf(string node) => !From.StartsWith("__", StringComparison.Ordinal) && (Node is null || Node == node);
}
