using Robotics.Datasets;
using Robotics.Datasets.Mcap;

namespace Robotics.RobotBridge.Recordings;

/// <summary>One recording: an MCAP file, or the files into which rosbag2 split it.</summary>
/// <param name="Name">Of the file or folder, without extension; with the folders between it and the one that was named.</param>
/// <param name="Files">In the order of recording.</param>
public sealed record RecordedBag(string Name, IReadOnlyList<string> Files)
{
    private const string Extension = ".mcap";

    /// <summary>Names of files that rosbag2 lists for it and that are not there.</summary>
    public IReadOnlyList<string> Missing { get; init; } = [];

    /// <summary>Where it is: its file, or the folder of its parts.</summary>
    public string Place => Files.Count == 1 ? Files[0] : Path.GetDirectoryName(Files[0])!;

    /// <summary>Whether a path is a recording or holds some.</summary>
    public static bool IsSource(string path) => Find(path).Count > 0;

    /// <summary>
    /// The recordings of a path, by name: an MCAP file is one; a folder that rosbag2 wrote is one in parts; any other folder
    /// holds recordings of both kinds, also in folders of its own.
    /// </summary>
    /// <exception cref="DataException">Files are compressed as a whole.</exception>
    public static IReadOnlyList<RecordedBag> Find(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (File.Exists(path))
            return Path.GetExtension(path) == Extension ? [new RecordedBag(Path.GetFileNameWithoutExtension(path), [path])] : [];
        if (!Directory.Exists(path))
            return [];
        return Rosbag(path, Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)))) is { } bag
            ? [bag]
            : [.. In(path, path).OrderBy(found => found.Name, StringComparer.Ordinal)];
    }

    /// <summary>Messages of some topics with the files that hold them, in the order of recording.</summary>
    /// <param name="topics">Which ones.</param>
    /// <param name="report">Told what is wrong with the files.</param>
    /// <exception cref="DataException">A file is no MCAP file.</exception>
    public IEnumerable<(string File, McapMessage Message)> Messages(IReadOnlySet<string> topics, Action<Defect> report)
    {
        foreach (var file in Files)
        {
            using var reader = new McapReader(file);
            var isDamaged = false;
            foreach (var message in reader.Messages(new McapSelection { Topics = topics }, Report))
                yield return (file, message);
            // of a file that was cut off there is more to tell
            if (!isDamaged && reader.SummaryFault is { } fault)
                report(new Defect(file, $"its summary cannot be read, and what it says of the episode is lost: {fault}.", "Its messages are all there; 'mcap recover' writes the summary again."));

            void Report(Defect defect)
            {
                isDamaged = true;
                report(defect);
            }
        }
    }

    /// <summary>Every topic with its type and, where the files tell, its number of messages.</summary>
    public IReadOnlyList<(string Topic, string Type, ulong? Messages)> Topics()
    {
        var topics = new SortedDictionary<string, (string Type, ulong? Messages)>(StringComparer.Ordinal);
        foreach (var file in Files)
        {
            using var reader = new McapReader(file);
            if (reader.Statistics is null)
                _ = reader.Messages(report: _ => { }).Count();
            foreach (var channel in reader.Channels)
            {
                ulong? count = reader.Statistics?.ChannelMessages.GetValueOrDefault(channel.Id);
                topics[channel.Topic] = topics.TryGetValue(channel.Topic, out var known) ? (known.Type, known.Messages + count) : (channel.Schema?.Name ?? "no type", count);
            }
        }

        return [.. topics.Select(topic => (topic.Key, topic.Value.Type, topic.Value.Messages))];
    }

    /// <summary>The named pairs that the recording itself gives for its episode, such as task and success; empty where there are none.</summary>
    public IReadOnlyDictionary<string, string> Episode()
    {
        foreach (var file in Files)
        {
            using var reader = new McapReader(file);
            if (reader.Metadata().FirstOrDefault(metadata => metadata.Name == EpisodeTopics.Metadata) is { } found)
                return found.Values;
        }

        return new Dictionary<string, string>();
    }

    private static IEnumerable<RecordedBag> In(string folder, string root) =>
        Directory.GetFiles(folder, "*" + Extension).Select(file => new RecordedBag(Path.ChangeExtension(Path.GetRelativePath(root, file), null), [file]))
            .Concat(Directory.GetDirectories(folder).SelectMany(inner => Rosbag(inner, Path.GetRelativePath(root, inner)) is { } bag ? [bag]
                // a link could lead back to where it is
                : new DirectoryInfo(inner).LinkTarget is null ? In(inner, root) : []));

    private static RecordedBag? Rosbag(string folder, string name) =>
        RosbagFolder.Open(folder) is { } bag ? new RecordedBag(name, bag.Files) { Missing = bag.Missing } : null;
}
