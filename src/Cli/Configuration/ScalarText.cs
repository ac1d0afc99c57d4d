using System.Globalization;

namespace Robotics.Cli.Configuration;

/// <summary>One-word values of settings as text, there and back.</summary>
internal static class ScalarText
{
    /// <summary>Reads a value; the message says what would be right where it cannot be read.</summary>
    public static bool TryParse(string text, Type type, out object? value, out string expected)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        expected = Expected(plain);
        value = plain switch
        {
            _ when plain == typeof(string) => text,
            _ when plain == typeof(bool) => bool.TryParse(text, out var b) ? b : null,
            _ when plain == typeof(double) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var d) && double.IsFinite(d) ? d : null,
            _ when plain == typeof(float) => float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var f) && float.IsFinite(f) ? f : null,
            _ when plain == typeof(int) => int.TryParse(Whole(text), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var i) ? i : null,
            _ when plain == typeof(long) => long.TryParse(Whole(text), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var l) ? l : null,
            _ when plain == typeof(ulong) => ulong.TryParse(Whole(text), NumberStyles.None, CultureInfo.InvariantCulture, out var u) ? u : null,
            _ when plain.IsEnum => Enum.GetNames(plain).FirstOrDefault(n => SettingName.Snake(n) == text) is { } name ? Enum.Parse(plain, name) : null,
            _ => throw new InvalidOperationException($"Settings of type {plain.Name} cannot be read from text."),
        };
        return value is not null;
    }

    /// <summary>Writes a value so that <see cref="TryParse"/> gives it back exactly.</summary>
    public static string Format(object value) => value switch
    {
        bool b => b ? "true" : "false",
        float f => f.ToString("R", CultureInfo.InvariantCulture),
        double d => d.ToString("R", CultureInfo.InvariantCulture),
        Enum e => SettingName.Snake(e.ToString()),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    // 100_000 is how LeRobot's users write large counts
    private static string Whole(string text) => text.Replace("_", "", StringComparison.Ordinal);

    private static string Expected(Type type) => type switch
    {
        _ when type.IsEnum => "one of " + string.Join(", ", Enum.GetNames(type).Select(SettingName.Snake)),
        _ when type == typeof(bool) => "true or false",
        _ when type == typeof(string) => "text",
        _ when type == typeof(double) || type == typeof(float) => "a number",
        _ when type == typeof(ulong) => "a whole number from 0",
        _ => "a whole number",
    };
}
