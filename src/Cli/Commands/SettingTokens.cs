using System.CommandLine;

namespace Robotics.Cli.Commands;

/// <summary>
/// Takes settings such as <c>--policy.chunk_size=16</c> out of a command line before it is parsed: left in, a positional
/// argument would swallow them.
/// </summary>
internal static class SettingTokens
{
    /// <summary>Separates what has the form <c>--key=value</c> and is no option of the command from the rest.</summary>
    public static (IReadOnlyList<string> Arguments, IReadOnlyList<string> Settings) Split(IReadOnlyList<string> arguments, RootCommand tree)
    {
        var command = tree.Parse(arguments).CommandResult.Command;
        var options = command.Options.Concat(tree.Options).SelectMany(o => o.Aliases.Append(o.Name)).ToHashSet();
        // what stands behind a lone -- is another program's command line
        var own = arguments.TakeWhile(a => a != "--").ToArray();
        var isSetting = own.ToLookup(a =>
            a.StartsWith("--", StringComparison.Ordinal) && a.IndexOf('=', StringComparison.Ordinal) is > 2 and var end && !options.Contains(a[..end]));
        return ([.. isSetting[false], .. arguments.Skip(own.Length)], [.. isSetting[true]]);
    }
}
