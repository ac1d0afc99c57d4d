using Robotics.Datasets.Configuration;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Robotics.Cli.Configuration;

/// <summary>
/// Settings from a YAML file and from the command line. Keys are the snake_case names of the record's properties; what
/// a file leaves out keeps its default, what it misspells is an error with file and line.
/// </summary>
public static class SettingsFile
{
    /// <summary>Loads settings: defaults, then the file, then the overrides.</summary>
    /// <param name="path">The YAML file; null for defaults and overrides only.</param>
    /// <param name="overrides">As on the command line: <c>--policy.chunk_size=16</c>; dashes in names may be hyphens.</param>
    /// <exception cref="SettingsException">Unknown keys, wrong types and impossible values, all at once, each with its place.</exception>
    public static T Load<T>(string? path, IReadOnlyList<string>? overrides = null)
        where T : class, ISettings, new() => Load<T>(path, (overrides ?? []).Select(SettingOverride.Parse));

    /// <summary>The same with overrides that are sorted by file already.</summary>
    internal static T Load<T>(string? path, IEnumerable<SettingOverride> overrides)
        where T : class, ISettings, new()
    {
        var sources = new SettingSources(path ?? "");
        object settings = new T();
        if (path is not null && ReadRoot(path, sources) is { } root)
            settings = new SettingsReader(sources).ReadGroup(settings, root, "");
        foreach (var given in overrides)
            settings = given.Apply(settings, sources);
        sources.ThrowIfFaulty();

        foreach (var fault in SettingsShape.Faults(settings)) sources.Impossible(fault.Key, fault.Message);
        sources.ThrowIfFaulty();
        return (T)settings;
    }

    /// <summary>Writes every setting with its value, so that <see cref="Load{T}(string?, IReadOnlyList{string}?)"/> gives the same settings back.</summary>
    public static string ToYaml(ISettings settings) => SettingsWriter.Write(settings);

    private static YamlNode? ReadRoot(string path, SettingSources sources)
    {
        if (!File.Exists(path)) throw new SettingsException([$"{path}: there is no such configuration file."]);
        try
        {
            using var reader = new StreamReader(path);
            var stream = new YamlStream();
            stream.Load(reader);
            return stream.Documents.Count == 0 ? null : stream.Documents[0].RootNode;
        }
        catch (YamlException e)
        {
            sources.FaultAtLine(e.Start.Line, $"this is no valid YAML: {e.InnerException?.Message ?? e.Message}");
            sources.ThrowIfFaulty();
            return null;
        }
    }
}
