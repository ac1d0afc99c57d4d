using Robotics.Cli.Configuration;

namespace Robotics.Cli.Commands;

/// <summary>Sorts settings from the command line, such as <c>--policy.chunk_size=16</c>, by the file they override.</summary>
internal static class OverrideGroups
{
    /// <summary>The overrides of a command's main file: with its prefix, or with that of no other file.</summary>
    /// <param name="overrides">All of them, as typed.</param>
    /// <param name="group">The main file's prefix, which may be left out.</param>
    /// <param name="others">Prefixes of the command's other files.</param>
    /// <exception cref="SettingsException">One is not of the form <c>--key=value</c>.</exception>
    public static IEnumerable<SettingOverride> OfMain(this IReadOnlyList<string> overrides, string group, params string[] others) =>
        overrides.Select(SettingOverride.Parse).Where(given => !others.Any(given.IsOf)).Select(given => given.Within(group));

    /// <summary>The overrides with the prefix of another file.</summary>
    /// <exception cref="SettingsException">One is not of the form <c>--key=value</c>.</exception>
    public static IEnumerable<SettingOverride> OfGroup(this IReadOnlyList<string> overrides, string group) =>
        overrides.Select(SettingOverride.Parse).Where(given => given.IsOf(group)).Select(given => given.Within(group));
}
