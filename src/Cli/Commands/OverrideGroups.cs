namespace Robotics.Cli.Commands;

/// <summary>Sorts settings from the command line, such as <c>--policy.chunk_size=16</c>, by the file they override.</summary>
internal static class OverrideGroups
{
    /// <summary>The overrides of a command's main file: with its prefix, or with that of no other file.</summary>
    /// <param name="overrides">All of them, as typed.</param>
    /// <param name="group">The main file's prefix, which may be left out.</param>
    /// <param name="others">Prefixes of the command's other files.</param>
    public static IReadOnlyList<string> OfMain(this IReadOnlyList<string> overrides, string group, params string[] others) =>
        [.. overrides
            .Where(o => !others.Any(other => o.StartsWith($"--{other}.", StringComparison.Ordinal)))
            .Select(o => WithoutPrefix(o, group))];

    /// <summary>The overrides with the prefix of another file.</summary>
    public static IReadOnlyList<string> OfGroup(this IReadOnlyList<string> overrides, string group) =>
        [.. overrides.Where(o => o.StartsWith($"--{group}.", StringComparison.Ordinal)).Select(o => WithoutPrefix(o, group))];

    private static string WithoutPrefix(string text, string group) =>
        text.StartsWith($"--{group}.", StringComparison.Ordinal) ? "--" + text[(group.Length + 3)..] : text;
}
