using System.Collections.Concurrent;
using System.Text;

namespace Robotics.RobotBridge.Ros2.Definitions;

/// <summary>
/// The definition of a message type together with all types in it, as recordings carry it (<c>ros2msg</c>): the .msg text,
/// then for each further type a line of 80 equal signs, "MSG: package/Name" and its text.
/// </summary>
public static class SchemaText
{
    private static readonly ConcurrentDictionary<string, string> Known = new();

    /// <summary>Puts the text together.</summary>
    /// <param name="type">Full name of a type that this program has a record of: <c>sensor_msgs/msg/JointState</c>.</param>
    /// <exception cref="ArgumentException">There is no such type.</exception>
    public static string Of(string type) => Known.GetOrAdd(type, Join);

    private static string Join(string type)
    {
        var names = new List<string> { type };
        var text = new StringBuilder();
        for (var i = 0; i < names.Count; i++)
        {
            var (package, name) = Split(names[i]);
            var definition = Read(package, name);
            if (i > 0)
                text.Append('=', 80).Append($"\nMSG: {package}/{name}\n");
            text.Append(definition.TrimEnd()).Append('\n');
            names.AddRange(MessageDefinition.Parse(package, name, definition).Fields
                .Where(field => field.Type.IsMessage).Select(field => field.Type.Element).Distinct().Except(names));
        }

        return text.ToString();
    }

    private static (string Package, string Name) Split(string type) =>
        type.Split('/') is [var package, "msg", var name] ? (package, name) : throw new ArgumentException($"'{type}' is no full name of a message type.", nameof(type));

    private static string Read(string package, string name)
    {
        using var resource = typeof(SchemaText).Assembly.GetManifestResourceStream($"{package}/{name}.msg")
            ?? throw new ArgumentException($"There is no definition of {package}/{name}.", nameof(name));
        using var reader = new StreamReader(resource);
        return reader.ReadToEnd();
    }
}
