namespace Robotics.Datasets;

/// <summary>What a dataset holds, in numbers; everything from its metadata, and the video headers where a prober is given.</summary>
/// <param name="Directory">The dataset's folder.</param>
/// <param name="Version">Format version.</param>
/// <param name="Robot">Robot's name.</param>
/// <param name="Fps">Frames per second.</param>
/// <param name="Episodes">Episodes that the metadata describes.</param>
/// <param name="EpisodesOnDisk">Those whose files are here.</param>
/// <param name="Frames">Frames of all episodes.</param>
/// <param name="Seconds">Their duration.</param>
/// <param name="Lengths">Frames of the shortest, the median and the longest episode.</param>
/// <param name="Tasks">Instructions with the number of episodes that have them.</param>
/// <param name="Features">Columns and cameras as declared.</param>
/// <param name="Cameras">Cameras with the encoding that is really in their files.</param>
/// <param name="Stages">Annotated stages in order.</param>
/// <param name="AnnotatedEpisodes">Episodes with at least one stage.</param>
/// <param name="AnnotatedFrames">Share of all frames that belong to a stage, 0 to 1.</param>
/// <param name="Labels">Values of each free label with the number of episodes that have them.</param>
/// <param name="Splits">Name to episode range.</param>
/// <param name="MissingFiles">Files of the episodes that are not here.</param>
/// <param name="Size">What the folder takes on disk.</param>
public sealed record DatasetSummary(
    string Directory,
    string Version,
    string? Robot,
    int Fps,
    int Episodes,
    int EpisodesOnDisk,
    long Frames,
    double Seconds,
    LengthSummary Lengths,
    IReadOnlyDictionary<string, int> Tasks,
    IReadOnlyDictionary<string, FeatureInfo> Features,
    IReadOnlyList<CameraSummary> Cameras,
    IReadOnlyList<StageSummary> Stages,
    int AnnotatedEpisodes,
    double AnnotatedFrames,
    IReadOnlyDictionary<string, IReadOnlyDictionary<string, int>> Labels,
    IReadOnlyDictionary<string, string> Splits,
    IReadOnlyList<string> MissingFiles,
    DiskSize Size)
{
    /// <summary>Summarises a dataset; <paramref name="video"/> looks into the first video file of each camera.</summary>
    public static DatasetSummary Of(LeRobotDataset dataset, IVideoConcatenator? video = null)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        var episodes = dataset.Episodes;
        var frames = episodes.Sum(episode => (long)episode.Length);
        var files = episodes.Select(episode => (Episode: episode, Missing: dataset.MissingFiles(episode))).ToArray();
        Episode[] onDisk = [.. files.Where(entry => entry.Missing.Count == 0).Select(entry => entry.Episode)];
        return new DatasetSummary(
            dataset.Directory, dataset.Info.CodebaseVersion, dataset.Info.RobotType, dataset.Info.Fps,
            episodes.Count, onDisk.Length, frames, (double)frames / dataset.Info.Fps,
            LengthSummary.Of(episodes),
            Counts(episodes.SelectMany(episode => episode.Tasks)),
            dataset.Info.Features,
            [.. dataset.Info.VideoKeys.Select(key => CameraSummary.Of(dataset, key, onDisk.FirstOrDefault(), video))],
            [.. dataset.StageNames.Select(name => StageSummary.Of(name, dataset))],
            episodes.Count(episode => episode.Stages.Count > 0),
            frames == 0 ? 0 : (double)episodes.Sum(episode => episode.Stages.Sum(stage => (long)stage.End - stage.Start)) / frames,
            episodes.SelectMany(episode => episode.Labels.Keys).Distinct().ToDictionary(
                label => label,
                label => (IReadOnlyDictionary<string, int>)Counts(
                    episodes.Where(episode => episode.Labels.ContainsKey(label)).Select(episode => episode.Labels[label]))),
            dataset.Info.Splits,
            [.. files.SelectMany(entry => entry.Missing).Distinct()],
            DiskSize.Of(dataset.Directory));
    }

    private static Dictionary<string, int> Counts(IEnumerable<string> values) =>
        values.GroupBy(value => value).ToDictionary(group => group.Key, group => group.Count());
}

/// <summary>Bytes that a dataset's folder takes: rows, videos, metadata, and whatever else is in it, such as stored features.</summary>
public sealed record DiskSize(long Data, long Videos, long Metadata, long Other)
{
    /// <summary>All of them.</summary>
    public long Total => Data + Videos + Metadata + Other;

    internal static DiskSize Of(string directory)
    {
        var (data, videos, metadata) = (Bytes("data"), Bytes("videos"), Bytes("meta"));
        return new DiskSize(data, videos, metadata, Bytes("") - data - videos - metadata);

        long Bytes(string folder)
        {
            var found = new DirectoryInfo(Path.Combine(directory, folder));
            return found.Exists ? found.EnumerateFiles("*", SearchOption.AllDirectories).Where(file => File.Exists(file.FullName)).Sum(file => Files.LinkedPath.Length(file.FullName)) : 0;
        }
    }
}

/// <summary>Frames of the shortest, the median and the longest episode.</summary>
public sealed record LengthSummary(int Shortest, int Median, int Longest)
{
    internal static LengthSummary Of(IReadOnlyList<Episode> episodes)
    {
        int[] sorted = [.. episodes.Select(episode => episode.Length).Order()];
        return sorted.Length == 0 ? new LengthSummary(0, 0, 0) : new LengthSummary(sorted[0], (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2, sorted[^1]);
    }
}

/// <summary>A camera with its encoding; from the video file where one is here and can be probed, else as declared.</summary>
public sealed record CameraSummary(string Name, int Width, int Height, string? Codec, string? PixelFormat)
{
    internal static CameraSummary Of(LeRobotDataset dataset, string key, Episode? episode, IVideoConcatenator? video)
    {
        var name = DatasetInfo.CameraName(key);
        if (episode is not null && video?.Probe(episode.Videos[name].Path) is { } found)
            return new CameraSummary(name, found.Width, found.Height, found.Codec, found.PixelFormat);
        var feature = dataset.Info.Features[key];
        var (width, height) = feature.PictureSize ?? (0, 0);
        return new CameraSummary(name, width, height, feature.Video?.Codec, feature.Video?.PixelFormat);
    }
}

/// <summary>A stage, how many episodes have it and what share of their frames it takes on average.</summary>
public sealed record StageSummary(string Name, int Episodes, double MeanShare)
{
    internal static StageSummary Of(string name, LeRobotDataset dataset)
    {
        double[] shares = [.. dataset.Episodes.Where(episode => episode.Stages.Any(stage => stage.Name == name))
            .Select(episode => episode.Stages.Where(stage => stage.Name == name).Sum(stage => stage.End - stage.Start) / (double)episode.Length)];
        return new StageSummary(name, shares.Length, shares.Length == 0 ? 0 : shares.Average());
    }
}
