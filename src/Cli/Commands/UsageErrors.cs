using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.RegularExpressions;
using Robotics.Cli.Configuration;

namespace Robotics.Cli.Commands;

/// <summary>Says what is wrong with a command line, and what was probably meant.</summary>
internal static partial class UsageErrors
{
    /// <summary>What does not fit the command, a sentence each; empty where a command is missing and the help says which there are.</summary>
    /// <param name="parse">The command line without settings.</param>
    /// <param name="settings">The settings that were on it.</param>
    public static IReadOnlyList<string> Of(ParseResult parse, IReadOnlyList<string> settings) =>
        [.. OfWords(parse), .. OfSettings(settings, parse.CommandResult)];

    /// <summary>Where to read what the command takes.</summary>
    public static string SeeHelp(ParseResult parse) => $"See {Named(parse.CommandResult, " --help")}.";

    private static IReadOnlyList<string> OfWords(ParseResult parse)
    {
        if (parse.UnmatchedTokens.Count > 0)
        {
            // an unknown option was perhaps taken for an argument, and pushed out another word that is innocent
            var words = parse.CommandResult.Tokens.Select(token => token.Value).Concat(parse.UnmatchedTokens);
            return [Unmatched(words.FirstOrDefault(word => word.StartsWith('-')) ?? parse.UnmatchedTokens[0], parse.CommandResult)];
        }
        return parse.CommandResult.Command.Action is null ? [] : [.. parse.Errors.Select(error => TypeName().Replace(error.Message, ""))];
    }

    private static IReadOnlyList<string> OfSettings(IReadOnlyList<string> settings, CommandResult result)
    {
        if (result.Command is not CommandWithSettings command)
            return [.. settings.Select(setting => $"'{setting}' is no option of {Named(result)}, and it has no settings to override.{Meant(NameOf(setting), Options(result.Command))}")];
        return [.. settings.Where(setting => IsMisspeltOption(NameOf(setting), command)).Select(setting =>
            $"'--{NameOf(setting)}' is no option of {Named(result)} and none of its settings.{Meant(NameOf(setting), Options(command))}")];
    }

    private static string Unmatched(string token, CommandResult result)
    {
        var command = result.Command;
        if (!token.StartsWith('-'))
        {
            var commands = command.Subcommands.Where(c => !c.Hidden).Select(c => c.Name).ToArray();
            if (commands.Length == 0) return $"'{token}' is one argument too many for {Named(result)}.";
            return $"'{token}' is no command of {Named(result)}.{(SettingName.Nearest(token, commands) is { } near ? $" Did you mean '{near}'?" : $" Choose one of: {string.Join(", ", commands)}.")}";
        }
        var name = NameOf(token);
        if (command is CommandWithSettings { Keys: var keys } && keys.Contains(name)) return $"'{token}' is a setting: write {token}=VALUE.";
        return $"'{token}' is no option of {Named(result)}.{Meant(name, Options(command))}{(command is CommandWithSettings ? " A setting is written --key=value." : "")}";
    }

    // a misspelt key is told by the reader of the settings, which knows all of them
    private static bool IsMisspeltOption(string name, CommandWithSettings command)
    {
        if (command.Keys.Count == 0 || name.Contains('.', StringComparison.Ordinal)) return false;
        var keys = command.Keys.Select(key => key.Split('.')[0]).ToArray();
        return SettingName.Nearest(name, keys.Concat(Options(command))) is { } near && !keys.Contains(near);
    }

    private static string Meant(string name, IEnumerable<string> options) =>
        SettingName.Nearest(name, options) is { } near ? $" Did you mean '--{near}'?" : "";

    private static string NameOf(string token) => token.TrimStart('-').Split('=')[0];

    private static string[] Options(Command command) => [.. command.Options.Where(o => !o.Hidden).Select(o => NameOf(o.Name))];

    private static string Named(CommandResult result, string more = "")
    {
        var names = new List<string>();
        for (var level = result; level.Parent is CommandResult parent; level = parent) names.Insert(0, level.Command.Name);
        return $"'{string.Join(' ', names.Prepend("./robotics"))}{more}'";
    }

    // of no use to anybody but a programmer
    [GeneratedRegex(" as expected type '[^']*'")]
    private static partial Regex TypeName();
}
