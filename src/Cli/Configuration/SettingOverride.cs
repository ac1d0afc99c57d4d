using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Robotics.Cli.Configuration;

/// <summary>One setting given on the command line as LeRobot writes them, such as <c>--policy.chunk_size=16</c>.</summary>
/// <param name="Key">Dotted key in the file's spelling.</param>
/// <param name="Value">Text; a list or group in YAML's brackets.</param>
internal sealed record SettingOverride(string Key, string Value)
{
    /// <summary>What stood before the key on the command line: the name of the file that it overrides, with a dot, or nothing.</summary>
    public string Prefix { get; private init; } = "";

    /// <summary>Splits the text; lists are YAML: <c>--cameras=[front, wrist]</c>.</summary>
    /// <exception cref="SettingsException">It is not of the form <c>--key=value</c>.</exception>
    public static SettingOverride Parse(string text)
    {
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        if (!text.StartsWith("--", StringComparison.Ordinal) || equals < 3)
            throw new SettingsException([$"'{text}' is no option of this command and no setting of the form --key=value."], isUsage: true);
        return new SettingOverride(text[2..equals].Replace('-', '_'), text[(equals + 1)..]);
    }

    /// <summary>Whether the name of a file stands before the key.</summary>
    public bool IsOf(string file) => Key.StartsWith($"{file}.", StringComparison.Ordinal);

    /// <summary>The same for one file's own keys, where this has the file's name in front.</summary>
    public SettingOverride Within(string file) => IsOf(file) ? this with { Prefix = $"{file}.", Key = Key[(file.Length + 1)..] } : this;

    /// <summary>Sets the value by reading it as nested groups.</summary>
    public object Apply(object settings, SettingSources sources)
    {
        var node = Value.StartsWith('[') || Value.StartsWith('{') ? ParseYaml() : new YamlScalarNode(Value) { Style = ScalarStyle.Plain };
        foreach (var part in Key.Split('.').Reverse()) node = new YamlMappingNode(new YamlScalarNode(part), node);
        return new SettingsReader(sources, Prefix).ReadGroup(settings, node, "");
    }

    private YamlNode ParseYaml()
    {
        try
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(Value));
            return stream.Documents[0].RootNode;
        }
        catch (YamlException e)
        {
            throw new SettingsException([$"--{Prefix}{Key}: '{Value}' is no valid YAML value: {e.Message}"], isUsage: true);
        }
    }
}
