using System.Security.Cryptography;
using System.Text;
using Robotics.Datasets.Files;
using Robotics.Datasets.LeRobot;

namespace Robotics.Datasets;

/// <summary>What a conversion between format versions will do; making one writes nothing.</summary>
public sealed class ConversionPlan
{
    private ConversionPlan(LeRobotDataset source, string destination, string version, IReadOnlyList<Episode> episodes)
    {
        (Source, Destination, Version, Episodes) = (source, destination, version, episodes);
        DataGroups = version == "v3.0" ? Groups(source.DataFile, FileLimits.DataMebibytes, FileLimits.DataEpisodes) : [.. episodes.Select(episode => new[] { episode })];
        VideoGroups = source.Info.VideoKeys.ToDictionary(key => key, key => (IReadOnlyList<Episode[]>)(version == "v3.0"
            ? Groups(episode => episode.Videos[DatasetInfo.CameraName(key)].Path, FileLimits.VideoMebibytes, most: int.MaxValue) : [.. episodes.Select(episode => new[] { episode })]));
        Bytes = SourceFiles.Sum(LinkedPath.Length);
    }

    /// <summary>The dataset to be converted; it is only read.</summary>
    public LeRobotDataset Source { get; }

    /// <summary>Full path of the dataset to be made.</summary>
    public string Destination { get; }

    /// <summary>Version to be made: <c>v3.0</c> or <c>v2.1</c>.</summary>
    public string Version { get; }

    /// <summary>Episodes that will be converted, in order.</summary>
    public IReadOnlyList<Episode> Episodes { get; }

    /// <summary>Whether episodes get new numbers, because others are left out.</summary>
    public bool Renumbers => Episodes.Count != Source.Episodes.Count;

    /// <summary>Data files that will be written.</summary>
    public int DataFiles => DataGroups.Count;

    /// <summary>Video files that will be written; more where videos of different encoders cannot share a file.</summary>
    public int VideoFiles => VideoGroups.Values.Sum(groups => groups.Count);

    /// <summary>Size of the data and video files that will be read.</summary>
    public long Bytes { get; }

    /// <summary>Size of what an interrupted run of this same conversion has written already.</summary>
    public long BytesLeftBehind => DatasetConversion.IsLeftover(this)
        ? new DirectoryInfo(PartialDirectory.Of(Destination)).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length) : 0;

    internal IReadOnlyList<Episode[]> DataGroups { get; }

    internal IReadOnlyDictionary<string, IReadOnlyList<Episode[]>> VideoGroups { get; }

    /// <summary>Distinguishes this conversion from one of another source, so that only its own leftovers are resumed.</summary>
    internal string Identity
    {
        get
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            hash.AppendData(Encoding.UTF8.GetBytes(Version));
            foreach (var path in SourceFiles)
                hash.AppendData(Encoding.UTF8.GetBytes($"\n{path} {LinkedPath.Length(path)} {File.GetLastWriteTimeUtc(LinkedPath.Target(path)):O}"));
            return Convert.ToHexString(hash.GetHashAndReset());
        }
    }

    private IEnumerable<string> SourceFiles =>
        Episodes.SelectMany(episode => episode.Videos.Values.Select(video => video.Path).Append(Source.DataFile(episode))).Distinct();

    /// <summary>Plans a conversion.</summary>
    /// <param name="source">Dataset of the other version.</param>
    /// <param name="destination">Folder of the dataset to be made; it must not exist, nor lie in the source.</param>
    /// <param name="version"><c>v3.0</c> or <c>v2.1</c>.</param>
    /// <param name="subset">Whether episodes whose files are missing are left out and the others numbered anew.</param>
    /// <exception cref="DataException">The source is incomplete or has that version already, or the folders collide.</exception>
    public static ConversionPlan Of(LeRobotDataset source, string destination, string version, bool subset = false)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentException.ThrowIfNullOrEmpty(destination);
        if (version is not ("v3.0" or "v2.1"))
            throw new DataException(new Defect(source.Directory, $"it cannot be converted to '{version}'.", "Choose v3.0 or v2.1."));
        if (source.Info.CodebaseVersion == version || source.Info.CodebaseVersion is not ("v3.0" or "v2.1"))
            throw new DataException(new Defect(source.Directory, $"it has version {source.Info.CodebaseVersion} and cannot be converted to {version}.", source.Info.CodebaseVersion == version ? "Choose the other of v3.0 and v2.1." : "Convert it to v2.1 with LeRobot's own script first."));
        var target = Path.TrimEndingDirectorySeparator(Path.GetFullPath(destination));
        if (Directory.Exists(target))
            throw new DataException(new Defect(target, "it exists already and is left as it is.", "Choose another folder."));
        if ((LinkedPath.Real(target) + Path.DirectorySeparatorChar).StartsWith(LinkedPath.Real(source.Directory) + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            throw new DataException(new Defect(target, "it lies within the source, which must stay as it is.", "Choose a folder elsewhere."));
        if (!subset)
            source.RequireFiles(source.Episodes, LeRobotDataset.AbsentFileRemedy);
        var episodes = subset ? source.EpisodesOnDisk : source.Episodes;
        return episodes.Count > 0 ? new ConversionPlan(source, target, version, episodes)
            : throw new DataException(new Defect(source.Directory, "there is no episode to convert.", "Record or download one."));
    }

    // neighbours share a file up to the limits, that of bytes as in LeRobot's own converter by the size of their sources
    private List<Episode[]> Groups(Func<Episode, string> file, int mebibytes, int most)
    {
        var groups = new List<Episode[]>();
        var group = new List<Episode>();
        long bytes = 0;
        foreach (var episode in Episodes)
        {
            var size = LinkedPath.Length(file(episode));
            if (group.Count == most || group.Count > 0 && bytes + size >= (long)mebibytes << 20)
            {
                groups.Add([.. group]);
                bytes = 0;
                group.Clear();
            }

            group.Add(episode);
            bytes += size;
        }

        return group.Count > 0 ? [.. groups, [.. group]] : groups;
    }
}
