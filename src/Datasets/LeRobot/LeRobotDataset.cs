using Robotics.Datasets.Json;
using Robotics.Datasets.LeRobot;
using Robotics.Datasets.Parquet;

namespace Robotics.Datasets;

/// <summary>A LeRobot dataset on disk, v3.0 or v2.1: metadata in memory, frames read episode by episode on demand.</summary>
public sealed class LeRobotDataset
{
    private const string Remedy = "Restore the file from the dataset's source.";

    private readonly IReadOnlyList<EpisodeRow> _rows;

    private LeRobotDataset(string directory, DatasetInfo info, IReadOnlyList<EpisodeRow> rows, IReadOnlyList<string> tasks, IReadOnlyDictionary<string, double>? proportions)
    {
        (Directory, Info, _rows, Tasks) = (directory, info, rows, tasks);
        Episodes = [.. rows.Select(row => row.Episode)];
        Cameras = [.. info.VideoKeys.Select(DatasetInfo.CameraName)];
        TemporalProportions = proportions;
    }

    /// <summary>Full path of the dataset's folder.</summary>
    public string Directory { get; }

    /// <summary>meta/info.json.</summary>
    public DatasetInfo Info { get; }

    /// <summary>Every episode that the metadata describes, whether or not its files are here.</summary>
    public IReadOnlyList<Episode> Episodes { get; }

    /// <summary>Instructions by task index.</summary>
    public IReadOnlyList<string> Tasks { get; }

    /// <summary>Camera names: feature keys without <c>observation.images.</c></summary>
    public IReadOnlyList<string> Cameras { get; }

    /// <summary>Mean share of an episode that each stage takes, in stage order; null where the dataset has none.</summary>
    public IReadOnlyDictionary<string, double>? TemporalProportions { get; }

    /// <summary>Names of all annotated stages: in the order of <see cref="TemporalProportions"/>, then of first appearance.</summary>
    public IReadOnlyList<string> StageNames =>
        [.. (TemporalProportions?.Keys ?? []).Concat(Episodes.SelectMany(episode => episode.Stages).Select(stage => stage.Name)).Distinct()];

    /// <summary>Opens the dataset in a folder.</summary>
    /// <exception cref="DataException">A metadata file is missing or broken, or an annotation is impossible.</exception>
    public static LeRobotDataset Open(string directory)
    {
        ArgumentException.ThrowIfNullOrEmpty(directory);
        return Open(directory, Throw);
    }

    /// <summary>The episodes of a split that info.json declares as <c>"first:end"</c>.</summary>
    /// <exception cref="DataException">There is no such split, or its range is not within the dataset.</exception>
    public IReadOnlyList<Episode> Split(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (!Info.Splits.ContainsKey(name))
            throw new DataException(new Defect(Path.Combine(Directory, DatasetPaths.Info), $"there is no split '{name}'.", $"Choose one of: {string.Join(", ", Info.Splits.Keys)}."));
        if (SplitProblem(name) is { } defect)
            throw new DataException(defect);
        var (from, to) = SplitRange(name)!.Value;
        return [.. Episodes.Skip(from).Take(to - from)];
    }

    /// <summary>Reads one episode's rows and checks columns, shapes, order, time stamps and that every number is finite.</summary>
    /// <exception cref="DataException">The first defect, with file, episode, frame and remedy.</exception>
    public EpisodeFrames ReadFrames(Episode episode)
    {
        ArgumentNullException.ThrowIfNull(episode);
        var row = _rows[episode.Index];
        using var table = ParquetTable.Open(row.DataFile, MissingFileRemedy);
        return new FrameReader(Info, Throw).Read(table, row);
    }

    /// <summary>As <see cref="ReadFrames(Episode)"/> for many episodes; faster, because a file stays open for all that follow each other in it.</summary>
    public IEnumerable<EpisodeFrames> ReadFrames(IEnumerable<Episode> episodes)
    {
        ArgumentNullException.ThrowIfNull(episodes);
        return Read(episodes);

        IEnumerable<EpisodeFrames> Read(IEnumerable<Episode> wanted)
        {
            using var tables = new OpenTable(MissingFileRemedy);
            var reader = new FrameReader(Info, Throw);
            foreach (var episode in wanted)
                yield return reader.Read(tables.Of(_rows[episode.Index].DataFile), _rows[episode.Index]);
        }
    }

    /// <summary>Files of an episode that are not on disk, data file first.</summary>
    public IReadOnlyList<string> MissingFiles(Episode episode)
    {
        ArgumentNullException.ThrowIfNull(episode);
        return MissingFiles(_rows[episode.Index]);
    }

    /// <summary>Episodes whose files are all on disk, as after a partial download.</summary>
    public IReadOnlyList<Episode> EpisodesOnDisk => [.. Episodes.Where(episode => MissingFiles(episode).Count == 0)];

    /// <summary>Checks that all files of some episodes are on disk.</summary>
    /// <param name="episodes">The episodes.</param>
    /// <param name="remedy">What to do about a missing file.</param>
    /// <exception cref="DataException">Names the first file that is not, and its episode.</exception>
    public void RequireFiles(IEnumerable<Episode> episodes, string remedy = MissingFileRemedy)
    {
        ArgumentNullException.ThrowIfNull(episodes);
        foreach (var episode in episodes)
            if (MissingFiles(episode) is [var missing, ..])
                throw new DataException(new Defect(missing, "the file is missing.", remedy) { Episode = episode.Index });
    }

    /// <summary>Checks that no episode has a stage of another name than the expected ones.</summary>
    /// <exception cref="DataException">Names episode, stage and the known names.</exception>
    public void RequireStages(IReadOnlyCollection<string> expected)
    {
        ArgumentNullException.ThrowIfNull(expected);
        foreach (var episode in Episodes)
            foreach (var stage in episode.Stages)
                if (!expected.Contains(stage.Name))
                    throw new DataException(new Defect(
                        EpisodesPath,
                        $"stage '{stage.Name}' is unknown.", $"Rename it to one of: {string.Join(", ", expected)}; or add it to the configuration.")
                    { Episode = episode.Index, Frame = stage.Start });
    }

    /// <summary>Where the episodes' metadata is.</summary>
    internal string EpisodesPath => Path.Combine(Directory, Info.IsCurrent ? DatasetPaths.EpisodesFolder : DatasetPaths.LegacyEpisodes);

    internal const string AbsentFileRemedy = "Download it, or take only the episodes that are here, as a subset (--subset).";

    internal const string MissingFileRemedy = "Download it again, or leave the episode out.";

    internal IReadOnlyList<EpisodeRow> Rows => _rows;

    internal string DataFile(Episode episode) => _rows[episode.Index].DataFile;

    internal static IReadOnlyList<string> MissingFiles(EpisodeRow row) =>
        [.. row.Episode.Videos.Values.Select(video => video.Path).Prepend(row.DataFile).Where(path => !File.Exists(path))];

    internal Defect? SplitProblem(string name) => SplitRange(name) is not null ? null : new Defect(
        Path.Combine(Directory, DatasetPaths.Info), $"split '{name}' is '{Info.Splits[name]}', which is no range within {Info.TotalEpisodes} episodes.", "Write it as \"first:end\", end exclusive.");

    /// <summary>Opens while every defect that leaves the metadata usable goes to <paramref name="report"/>.</summary>
    internal static LeRobotDataset Open(string directory, Action<Defect> report)
    {
        var root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(directory));
        var info = InfoFile.Read(Path.Combine(root, DatasetPaths.Info));
        var rows = info.IsCurrent ? new EpisodeTable(root, info, report).Read()
            : IsNew(root, info, DatasetPaths.LegacyEpisodes) ? [] : new LegacyEpisodes(root, info, report).Read();
        if (rows.Count != info.TotalEpisodes)
            report(new Defect(Path.Combine(root, DatasetPaths.Info), $"it promises {info.TotalEpisodes} episodes; the metadata describes {rows.Count}.", Remedy));
        var frames = rows.Sum(row => (long)row.Episode.Length);
        if (frames != info.TotalFrames)
            report(new Defect(Path.Combine(root, DatasetPaths.Info), $"it promises {info.TotalFrames} frames; the episodes have {frames}.", Remedy));
        // without these the episodes can still be read
        IReadOnlyList<string> tasks = [];
        IReadOnlyDictionary<string, double>? proportions = null;
        Reporting.Try(() => tasks = ReadTasks(root, info, report), report);
        Reporting.Try(() => proportions = ReadProportions(root), report);
        return new LeRobotDataset(root, info, rows, tasks, proportions);
    }

    private static IReadOnlyList<string> ReadTasks(string root, DatasetInfo info, Action<Defect> report) =>
        IsNew(root, info, DatasetPaths.Tasks, DatasetPaths.LegacyTasks) ? []
            : info.IsCurrent ? EpisodeTable.ReadTasks(root) : LegacyEpisodes.ReadTasks(root, report);

    // a dataset into which nothing was recorded yet has info.json alone
    private static bool IsNew(string root, DatasetInfo info, params string[] files) =>
        info.TotalEpisodes == 0 && !files.Any(file => File.Exists(Path.Combine(root, file)));

    private (int From, int To)? SplitRange(string name) =>
        Info.Splits[name].Split(':') is [var first, var end] && int.TryParse(first, out var from) && int.TryParse(end, out var to)
            && from >= 0 && to >= from && to <= Info.TotalEpisodes ? (from, to) : null;

    private static void Throw(Defect defect) => throw new DataException(defect);

    private static Dictionary<string, double>? ReadProportions(string root)
    {
        var path = Path.Combine(root, DatasetPaths.Proportions);
        if (!File.Exists(path))
            return null;
        var proportions = new Dictionary<string, double>();
        foreach (var (stage, share) in JsonFile.ReadObject(path, Remedy))
        {
            if (share?.GetValueKind() != System.Text.Json.JsonValueKind.Number || share.GetValue<double>() is not (>= 0 and <= 1))
                throw new DataException(new Defect(path, $"the share of stage '{stage}' is not a number from 0 to 1.", Remedy));
            proportions[stage] = share.GetValue<double>();
        }

        return proportions;
    }
}
