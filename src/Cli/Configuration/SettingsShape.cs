using System.Collections;
using System.Reflection;
using Robotics.Datasets.Configuration;

namespace Robotics.Cli.Configuration;

/// <summary>How the types of settings look in a file: which are scalars, lists, groups, and what their keys are.</summary>
internal static class SettingsShape
{
    /// <summary>The settable properties of a group by their key, in the order of declaration.</summary>
    public static IReadOnlyDictionary<string, PropertyInfo> Keys(Type group) =>
        group.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(p => p.CanWrite && p.GetIndexParameters().Length == 0)
            .ToDictionary(p => SettingName.Snake(p.Name));

    /// <summary>Whether a value of this type is one word in a file.</summary>
    public static bool IsScalar(Type type)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        return plain.IsPrimitive || plain.IsEnum || plain == typeof(string);
    }

    /// <summary>The element type of a list, or null where the type is none.</summary>
    public static Type? Element(Type type)
    {
        if (type.IsArray) return type.GetElementType();
        if (type == typeof(string) || !type.IsAssignableTo(typeof(IEnumerable)) || Value(type) is not null) return null;
        return type.IsGenericType ? type.GetGenericArguments()[0] : null;
    }

    /// <summary>The value type of a dictionary with text keys, or null where the type is none.</summary>
    public static Type? Value(Type type) =>
        type.IsGenericType && type.GetGenericArguments() is [var key, var value] && key == typeof(string) &&
        typeof(Dictionary<,>).MakeGenericType(key, value).IsAssignableTo(type)
            ? value
            : null;

    /// <summary>Whether a value of this type is a group with keys of its own.</summary>
    public static bool IsGroup(Type type) => !IsScalar(type) && Element(type) is null && Value(type) is null;

    /// <summary>A group with its default values.</summary>
    public static object Default(Type group) =>
        group.GetConstructor(Type.EmptyTypes) is not null
            ? Activator.CreateInstance(group)!
            : throw new InvalidOperationException($"{group.Name} needs a constructor without parameters to be read from a file.");

    /// <summary>A copy of a group, so that setting its properties leaves shared defaults alone.</summary>
    public static object Copy(object group) =>
        group.GetType().GetMethod("<Clone>$")?.Invoke(group, null) ?? Default(group.GetType());

    /// <summary>The faults of a group and of all groups inside it, with keys counted from the root.</summary>
    public static IEnumerable<SettingFault> Faults(object group, string prefix = "")
    {
        if (group is ISettings settings)
        {
            foreach (var fault in settings.Faults()) yield return fault with { Key = prefix + fault.Key };
        }
        foreach (var (key, property) in Keys(group.GetType()))
        {
            if (!IsGroup(property.PropertyType) || property.GetValue(group) is not { } inner) continue;
            foreach (var fault in Faults(inner, $"{prefix}{key}.")) yield return fault;
        }
    }
}
