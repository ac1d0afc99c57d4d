using System.Text;
using System.Text.RegularExpressions;

namespace Robotics.Benchmarks.Fuzz.Harness;

/// <summary>JSON that still looks like JSON but says something else.</summary>
internal static partial class JsonDamage
{
    private static readonly string[] Values =
    [
        "null", "true", "-1", "0", "1", "2147483648", "9223372036854775807", "99999999999999999999", "1e308", "-1e999", "0.5", "1e-300", "NaN",
        "\"\"", "\"x\"", "\"../../../etc/passwd\"", "\"{episode_index:99999999d}\"", "\"\\u0000\"", "\"\\ud800\"", "[]", "{}", "[[]]", "[null]", "{\"a\": null}", "",
    ];

    /// <summary>Puts strange values in the place of one to three values, keys or marks.</summary>
    public static byte[] Apply(byte[] sound, Random random)
    {
        string text = Encoding.UTF8.GetString(sound);
        for (int changes = random.Next(1, 4); changes > 0; changes--)
        {
            var tokens = Token().Matches(text);
            if (tokens.Count == 0) break;
            var token = tokens[random.Next(tokens.Count)];
            text = string.Concat(text.AsSpan(0, token.Index), Replacement(token.Value, random), text.AsSpan(token.Index + token.Length));
        }
        return Encoding.UTF8.GetBytes(text);
    }

    private static string Replacement(string token, Random random) => random.Next(20) switch
    {
        0 => new string('[', 3000) + new string(']', 3000),
        1 => $"\"{new string('x', 200_000)}\"",
        2 => $"{token}, {token}",
        3 => $"[{token}]",
        _ => Values[random.Next(Values.Length)],
    };

    [GeneratedRegex("\"[^\"]*\"|-?[0-9][0-9.eE+-]*|true|false|null|[{}\\[\\]:,]")]
    private static partial Regex Token();
}
