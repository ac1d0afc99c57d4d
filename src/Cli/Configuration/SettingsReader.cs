using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Robotics.Cli.Configuration;

/// <summary>Turns YAML nodes into settings, group by group, and notes where each value stands.</summary>
/// <param name="sources">Where that is noted.</param>
/// <param name="typedBefore">What stands before the keys on the command line; null where they come from a file.</param>
internal sealed class SettingsReader(SettingSources sources, string? typedBefore = null)
{
    private readonly HashSet<string> _listed = [];

    /// <summary>Sets the properties that the node names on a copy of the group.</summary>
    public object ReadGroup(object defaults, YamlNode node, string prefix)
    {
        var group = SettingsShape.Copy(defaults);
        if (node is YamlScalarNode { Value: "" or null or "~" or "null" }) return group;
        if (node is not YamlMappingNode mapping)
        {
            Fault(prefix.TrimEnd('.'), node, $"{Quoted(prefix.TrimEnd('.'))} holds settings of its own, each on an indented line 'key: value'.");
            return group;
        }
        var keys = SettingsShape.Keys(group.GetType());
        foreach (var (keyNode, valueNode) in mapping.Children)
        {
            var name = (keyNode as YamlScalarNode)?.Value ?? "";
            Note(prefix + name, keyNode);
            if (!keys.TryGetValue(name, out var property))
            {
                sources.Fault(prefix + name, Unknown(name, keys.Keys, prefix));
                continue;
            }
            if (TryRead(property.PropertyType, property.GetValue(group), valueNode, prefix + name, out var value))
                property.SetValue(group, value);
        }
        return group;
    }

    private bool TryRead(Type type, object? current, YamlNode node, string key, out object? value)
    {
        if (SettingsShape.IsScalar(type)) return TryReadScalar(type, node, key, out value);
        if (SettingsShape.Element(type) is { } element) return TryReadList(type, element, node, key, out value);
        if (SettingsShape.Value(type) is { } valueType) return TryReadDictionary(valueType, node, key, out value);
        // a group that is absent by default stays so where the file says null
        var absent = current is null && node is YamlScalarNode { Style: ScalarStyle.Plain, Value: "null" or "~" };
        value = absent ? null : ReadGroup(current ?? SettingsShape.Default(type), node, key + ".");
        return true;
    }

    private bool TryReadScalar(Type type, YamlNode node, string key, out object? value)
    {
        value = null;
        var scalar = node as YamlScalarNode;
        var isNull = scalar is { Style: ScalarStyle.Plain, Value: null or "" or "~" or "null" };
        if (isNull && (Nullable.GetUnderlyingType(type) is not null || type == typeof(string))) return true;
        if (scalar?.Value is { } text && !isNull && ScalarText.TryParse(text, type, out value, out _)) return true;
        ScalarText.TryParse("", type, out _, out var expected);
        var given = scalar is null ? "a group or list" : isNull ? "nothing" : Quoted(scalar.Value!);
        var near = scalar?.Value is { } word && (Nullable.GetUnderlyingType(type) ?? type) is { IsEnum: true } choices
            ? SettingName.Nearest(word, Enum.GetNames(choices).Select(SettingName.Snake))
            : null;
        Fault(key, node, $"{Quoted(key)} must be {expected}, not {given}.{(near is null ? "" : $" Did you mean {Quoted(near)}?")}");
        return false;
    }

    private bool TryReadList(Type type, Type element, YamlNode node, string key, out object? value)
    {
        value = null;
        if (node is not YamlSequenceNode sequence)
        {
            Fault(key, node, $"{Quoted(key)} must be a list, as in [a, b] or one '- a' a line.");
            return false;
        }
        var items = new List<object?>();
        foreach (var child in sequence.Children)
        {
            var itemKey = $"{key}.{items.Count}";
            Note(itemKey, child);
            if (!TryRead(element, null, child, itemKey, out var item)) return false;
            items.Add(item);
        }
        var array = Array.CreateInstance(element, items.Count);
        for (var i = 0; i < items.Count; i++) array.SetValue(items[i], i);
        value = type.IsInstanceOfType(array) ? array : Activator.CreateInstance(typeof(List<>).MakeGenericType(element), array);
        return true;
    }

    private bool TryReadDictionary(Type valueType, YamlNode node, string key, out object? value)
    {
        var dictionary = (System.Collections.IDictionary)Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(typeof(string), valueType))!;
        value = dictionary;
        if (node is not YamlMappingNode mapping)
        {
            Fault(key, node, $"{Quoted(key)} must hold 'name: value' lines.");
            return false;
        }
        foreach (var (nameNode, itemNode) in mapping.Children)
        {
            var name = (nameNode as YamlScalarNode)?.Value ?? "";
            Note($"{key}.{name}", nameNode);
            if (!TryRead(valueType, null, itemNode, $"{key}.{name}", out var item)) return false;
            dictionary[name] = item;
        }
        return true;
    }

    private void Note(string key, YamlNode node)
    {
        if (typedBefore is null) sources.FromFile(key, node.Start.Line);
        else sources.FromOverride(typedBefore, key);
    }

    private void Fault(string key, YamlNode node, string message)
    {
        Note(key, node);
        sources.Fault(key, message);
    }

    private string Unknown(string name, IEnumerable<string> known, string prefix)
    {
        var names = known.ToList();
        if (SettingName.Nearest(name, names) is { } near) return $"unknown key {Quoted(name)}. Did you mean {Quoted(near)}?";
        // a file for something else has many: once is enough
        return $"unknown key {Quoted(name)}.{(_listed.Add(prefix) ? $" Known keys: {string.Join(", ", names)}." : "")}";
    }

    private static string Quoted(string text) => $"'{text}'";
}
