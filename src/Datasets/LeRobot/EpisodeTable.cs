using System.Collections.ObjectModel;
using Robotics.Datasets.Parquet;
using Robotics.Datasets.Stages;

namespace Robotics.Datasets.LeRobot;

/// <summary>Reads v3.0 metadata: the parquet files of meta/episodes, and meta/tasks.parquet. Files and rows that cannot be used are reported and left out.</summary>
internal sealed class EpisodeTable(string root, DatasetInfo info, Action<Defect> report)
{
    private const string Remedy = "Restore the file from the dataset's source.";
    private const int MaximumRows = 50_000_000;

    private readonly DatasetPaths _paths = new(root, info);
    private readonly Dictionary<string, long> _firstOfFile = [];
    private readonly Dictionary<(string Key, long Chunk, long File), string> _files = [];
    private readonly List<EpisodeRow> _rows = [];
    private readonly SharedTexts _texts = new();
    private int? _position = 0;

    public IReadOnlyList<EpisodeRow> Read()
    {
        string[] files = Files(root);
        if (files.Length == 0 && info.TotalEpisodes > 0)
            throw new DataException(new Defect(Path.Combine(root, DatasetPaths.EpisodesFolder), "it holds no episode metadata.", Remedy));
        foreach (var path in files)
            if (!Reporting.Try(() => Add(path), report))
                _position = null;

        // rows of a file follow each other, in whatever order the metadata names them
        return FilePlaces.Count([.. _rows.Select(row => row with { FirstRow = row.FirstRow - _firstOfFile[row.DataFile] })]);
    }

    public static IReadOnlyList<string> ReadTasks(string root)
    {
        using var table = ParquetTable.Open(Path.Combine(root, DatasetPaths.Tasks), Remedy);
        RequireColumns(table, ["task_index"]);
        var name = table.Columns.FirstOrDefault(column => column is "task" or "__index_level_0__")
            ?? throw new DataException(new Defect(table.FilePath, "it has no column with the task texts.", Remedy));
        using var rows = table.Read(["task_index", name], 0, RowCount(table));
        return TaskList.Of(table.FilePath, rows.Integers("task_index").Zip(rows.Texts(name)));
    }

    /// <summary>The files in the order in which their rows follow each other.</summary>
    public static string[] Files(string root)
    {
        var folder = Path.Combine(root, DatasetPaths.EpisodesFolder);
        string[] files = Directory.Exists(folder) ? Directory.GetFiles(folder, "*.parquet", SearchOption.AllDirectories) : [];
        Array.Sort(files, StringComparer.Ordinal);
        return files;
    }

    // per-episode statistics are most of the file and no reader of episodes needs them
    private static bool IsUsed(string column) =>
        !column.StartsWith("stats/", StringComparison.Ordinal) && !column.StartsWith("meta/", StringComparison.Ordinal);

    private void Add(string path)
    {
        using var table = ParquetTable.Open(path, Remedy);
        RequireColumns(table, ["episode_index", "tasks", "length", "dataset_from_index", "data/chunk_index", "data/file_index"]);
        using var rows = table.Read(table.Columns.Where(IsUsed), 0, RowCount(table));
        Add(rows, [.. table.Columns.Where(EpisodeKeys.IsLabel)]);
    }

    private void Add(ParquetRows rows, string[] labelColumns)
    {
        var (index, length, from, to) = (rows.Integers("episode_index"), rows.Integers("length"), rows.Integers("dataset_from_index"), rows.Integers("dataset_to_index"));
        var (chunk, file) = (rows.Integers("data/chunk_index"), rows.Integers("data/file_index"));
        var (tasks, videos) = (rows.TextLists("tasks"), Videos(rows));
        var (stages, dense) = (Stages(rows, EpisodeKeys.StagePrefixes), Stages(rows, [EpisodeKeys.DensePrefix]));
        var labels = labelColumns.Where(column => rows.Pieces(column).All(piece => LabelText.IsScalar(piece.Values)))
            .ToDictionary(column => column, column => rows.Column(column, LabelText.Of));
        for (var row = 0; row < rows.Count; row++)
        {
            var i = row;
            // how many episodes an unreadable file held is not known
            _position ??= (int)Math.Clamp(index[i] ?? 0, 0, int.MaxValue - MaximumRows);
            Reporting.Try(() => Add(i, _position.Value), report);
            _position++;
        }

        void Add(int i, int position)
        {
            var episode = (int)Need(rows, "episode_index", index[i], position, int.MaxValue);
            if (episode != position)
                report(new Defect(rows.FilePath, $"row {position} holds episode {episode}; rows are out of order.", "Sort the episodes and number them without gaps.") { Episode = episode });
            var data = PathOf("", Need(rows, "data/chunk_index", chunk[i], episode, int.MaxValue), Need(rows, "data/file_index", file[i], episode, int.MaxValue));
            var first = Need(rows, "dataset_from_index", from[i], episode, long.MaxValue / 2);
            _firstOfFile[data] = Math.Min(first, _firstOfFile.GetValueOrDefault(data, first));
            var frames = (int)Need(rows, "length", length[i], episode, int.MaxValue);
            EpisodeBounds.Check(rows.FilePath, episode, frames);
            _rows.Add(new EpisodeRow(
                new Episode(episode, frames, Shared(tasks[i]) ?? [], first, videos(i, episode), StageForm.Normalize(stages(i, episode), frames, info.Fps, report))
                {
                    Labels = labels.Count == 0 ? ReadOnlyDictionary<string, string>.Empty : labels.Where(label => label.Value[i] is not null).ToDictionary(label => label.Key, label => _texts.Of(label.Value[i]!)),
                },
                data, first)
            { Dense = dense(i, episode), EndIndex = to[i] });
        }
    }

    private Func<int, int, IReadOnlyDictionary<string, VideoSegment>> Videos(ParquetRows rows)
    {
        foreach (var key in info.VideoKeys)
            if (!rows.Has($"videos/{key}/from_timestamp"))
                throw new DataException(new Defect(rows.FilePath, $"column 'videos/{key}/from_timestamp' is missing.", Remedy));
        var cameras = info.VideoKeys.Select(key => (
            Key: key, Chunk: rows.Integers($"videos/{key}/chunk_index"), File: rows.Integers($"videos/{key}/file_index"),
            From: rows.Numbers($"videos/{key}/from_timestamp"), To: rows.Numbers($"videos/{key}/to_timestamp"))).ToArray();
        return (i, episode) => cameras.ToDictionary(
            camera => DatasetInfo.CameraName(camera.Key),
            camera => Segment(rows, camera.Key, episode, camera.Chunk[i], camera.File[i], camera.From[i], camera.To[i]));
    }

    private VideoSegment Segment(ParquetRows rows, string key, int episode, long? chunk, long? file, double? from, double? to)
    {
        if (!(from >= 0 && to > from && double.IsFinite(to.Value)))
            report(new Defect(rows.FilePath, $"camera '{key}' has the impossible time span {from:R} to {to:R} s.", "Convert the dataset again from its source.") { Episode = episode });
        return new VideoSegment(
            PathOf(key, Need(rows, $"videos/{key}/chunk_index", chunk, episode, int.MaxValue), Need(rows, $"videos/{key}/file_index", file, episode, int.MaxValue)),
            from ?? 0, to ?? 0);
    }

    // many episodes share a file, and so its name; without a camera it is a data file
    private string PathOf(string key, long chunk, long file)
    {
        if (!_files.TryGetValue((key, chunk, file), out var path))
            _files[(key, chunk, file)] = path = key.Length == 0 ? _paths.Data(chunk, file) : _paths.Video(key, chunk, file);
        return path;
    }

    private Func<int, int, RawStages?> Stages(ParquetRows rows, string[] prefixes)
    {
        var forms = prefixes.Where(prefix => rows.Has(prefix + EpisodeKeys.StageNames)).Select(prefix => (
            Names: rows.TextLists(prefix + EpisodeKeys.StageNames),
            Starts: rows.IntegerLists(prefix + EpisodeKeys.StageStarts),
            Ends: rows.IntegerLists(prefix + EpisodeKeys.StageEnds))).ToArray();
        return (i, episode) =>
        {
            var form = forms.FirstOrDefault(candidate => candidate.Names[i] is { Length: > 0 });
            return form.Names is null ? null : new RawStages(rows.FilePath, episode, Shared(form.Names[i])!, form.Starts[i] ?? [], form.Ends[i] ?? []);
        };
    }

    private string[]? Shared(string[]? texts) => texts is null ? null : Array.ConvertAll(texts, _texts.Of);

    private static long Need(ParquetRows rows, string column, long? value, int episode, long most) =>
        value is { } number && number >= 0 && number <= most ? number : throw new DataException(new Defect(
            rows.FilePath, $"column '{column}' holds {(value is null ? "nothing" : value)}, which is impossible.", Remedy)
        { Episode = episode });

    private static void RequireColumns(ParquetTable table, string[] columns)
    {
        foreach (var column in columns)
            if (!table.Has(column))
                throw new DataException(new Defect(table.FilePath, $"column '{column}' is missing.", Remedy));
    }

    private static int RowCount(ParquetTable table) => table.Rows <= MaximumRows ? (int)table.Rows :
        throw new DataException(new Defect(table.FilePath, $"it claims {table.Rows} rows.", Remedy));
}
