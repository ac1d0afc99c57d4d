namespace Robotics.RobotBridge.Ros2.Definitions;

/// <summary>One parsed .msg file. Constants and default values are not kept: neither the wire nor the hash knows them.</summary>
/// <param name="Package">Such as <c>sensor_msgs</c>.</param>
/// <param name="Name">Such as <c>JointState</c>.</param>
/// <param name="Fields">In the order of the wire.</param>
public sealed record MessageDefinition(string Package, string Name, IReadOnlyList<FieldDefinition> Fields)
{
    /// <summary>Such as <c>sensor_msgs/msg/JointState</c>.</summary>
    public string FullName => $"{Package}/msg/{Name}";

    /// <summary>Parses the text of a .msg file.</summary>
    /// <exception cref="FormatException">A line is no field and no constant; the message names type and line.</exception>
    public static MessageDefinition Parse(string package, string name, string text)
    {
        var fields = new List<FieldDefinition>();
        var lines = text.Split('\n');
        for (var number = 0; number < lines.Length; number++)
        {
            var (content, comment) = Comment(lines[number]);
            var words = content.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            if (words.Length == 0 || IsConstant(content))
                continue;
            if (words.Length < 2)
                throw new FormatException($"{package}/{name}, line {number + 1}: '{content}' is neither a field nor a constant.");
            fields.Add(new FieldDefinition(words[1], FieldType.Parse(words[0], package), comment));
        }
        return new MessageDefinition(package, name, fields);
    }

    private static (string Content, string Comment) Comment(string line)
    {
        var hash = line.IndexOf('#', StringComparison.Ordinal);
        return hash < 0 ? (line.Trim(), "") : (line[..hash].Trim(), line[(hash + 1)..].Trim());
    }

    // "T NAME = value" is a constant; the "=" of a bound, "string<=256", is none
    private static bool IsConstant(string content) => content.Replace("<=", "", StringComparison.Ordinal).Contains('=', StringComparison.Ordinal);
}

/// <summary>One field.</summary>
/// <param name="Name">As the file spells it.</param>
/// <param name="Type">What it holds.</param>
/// <param name="Comment">The rest of the line behind the hash sign.</param>
public sealed record FieldDefinition(string Name, FieldType Type, string Comment);
