using System.CommandLine;
using Robotics.Cli.Configuration;

namespace Robotics.Cli.Commands;

/// <summary>A command that also takes settings, as <c>--key=value</c>.</summary>
/// <param name="name">As typed.</param>
/// <param name="description">What it does.</param>
/// <param name="groups">Its settings, each group with the prefix of its keys; empty for the main group. None where a file decides which there are.</param>
internal sealed class CommandWithSettings(string name, string description, params (string Prefix, Type Settings)[] groups) : Command(name, description)
{
    /// <summary>The keys, with their prefixes; a group inside a group stands as <c>task.KEY</c>.</summary>
    public IReadOnlyList<string> Keys { get; } =
        [.. groups.SelectMany(group => SettingsShape.Keys(group.Settings).Select(key =>
            (group.Prefix.Length > 0 ? group.Prefix + "." : "") + key.Key + (SettingsShape.IsGroup(key.Value.PropertyType) ? ".KEY" : "")))];
}
