using System.Text.RegularExpressions;
using Robotics.Datasets;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Robotics.RobotBridge.Recordings;

/// <summary>
/// A folder as rosbag2 leaves it: the parts of one recording, FOLDER_0.mcap and so on, beside a metadata.yaml that lists
/// them. The latter is written last, so it is missing where the recorder crashed.
/// </summary>
/// <param name="Files">The parts that are there, in the order of recording.</param>
/// <param name="Missing">Names of parts that metadata.yaml lists and that are not there.</param>
internal sealed record RosbagFolder(IReadOnlyList<string> Files, IReadOnlyList<string> Missing)
{
    private const string MetadataFile = "metadata.yaml";
    private const string Compressed = ".zstd";

    /// <summary>Opens a folder; null where rosbag2 did not write it, or has other files than MCAP in it.</summary>
    /// <exception cref="DataException">Its files are compressed as a whole.</exception>
    public static RosbagFolder? Open(string folder)
    {
        if (Directory.GetFiles(folder, $"*.mcap{Compressed}") is { Length: > 0 } packed && packed.FirstOrDefault(file => !File.Exists(Bare(file))) is { } first)
            throw new DataException(new Defect(first, "rosbag2 compressed the file as a whole.", $"Decompress the files first: zstd -d {Path.GetFileName(first)} -o {Path.GetFileName(Bare(first))}"));
        // numbers have no leading zeros
        string[] files = [.. Directory.GetFiles(folder, "*.mcap").OrderBy(file => file.Length).ThenBy(file => file, StringComparer.Ordinal)];
        var metadata = Path.Combine(folder, MetadataFile);
        if (files.Length == 0 || (!File.Exists(metadata) && !files.All(file => IsPart(folder, file))))
            return null;
        var names = files.Select(Path.GetFileName).ToHashSet();
        return new RosbagFolder(files, File.Exists(metadata) ? [.. Listed(metadata).Where(name => !names.Contains(name))] : []);
    }

    private static bool IsPart(string folder, string file) => Regex.IsMatch(
        Path.GetFileNameWithoutExtension(file), $"^{Regex.Escape(Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder))))}_[0-9]+$");

    // a list that cannot be read makes no difference: the parts are there all the same
    private static IEnumerable<string> Listed(string metadata)
    {
        var yaml = new YamlStream();
        try
        {
            using var reader = File.OpenText(metadata);
            yaml.Load(reader);
        }
        catch (YamlException)
        {
            return [];
        }

        return yaml.Documents is [{ RootNode: YamlMappingNode root }, ..]
            && Child(root, "rosbag2_bagfile_information") is YamlMappingNode information
            && Child(information, "relative_file_paths") is YamlSequenceNode paths
            ? paths.OfType<YamlScalarNode>().Select(path => Path.GetFileName(Bare(path.Value ?? ""))).Where(name => name.Length > 0)
            : [];
    }

    private static YamlNode? Child(YamlMappingNode map, string key) => map.Children.TryGetValue(new YamlScalarNode(key), out var child) ? child : null;

    private static string Bare(string file) => file.EndsWith(Compressed, StringComparison.Ordinal) ? file[..^Compressed.Length] : file;
}
