using System.Text.RegularExpressions;

namespace Robotics.Cli.Batch;

/// <summary>Words as a shell reads them.</summary>
internal static partial class ShellText
{
    /// <summary>A command line; words that a shell would change are quoted.</summary>
    public static string Join(IEnumerable<string> words) => string.Join(' ', words.Select(word =>
        Plain().IsMatch(word) ? word : "'" + word.Replace("'", @"'\''", StringComparison.Ordinal) + "'"));

    [GeneratedRegex(@"^[A-Za-z0-9_./=:,@%+-]+$")]
    private static partial Regex Plain();
}
