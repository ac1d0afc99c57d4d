using Robotics.Datasets.LeRobot;
using Robotics.Datasets.Parquet;

namespace Robotics.Datasets.Inspection;

/// <summary>Least and greatest value of each dimension in an episode's states and actions, to hold its statistics against.</summary>
internal sealed record EpisodeRanges((float[] Min, float[] Max) States, (float[] Min, float[] Max) Actions);

/// <summary>Checks every row of the data files, one file after the other.</summary>
internal sealed class FrameChecks(LeRobotDataset dataset, Action<Defect> report)
{
    private readonly Dictionary<int, EpisodeRanges> _ranges = [];

    // v2.1 counts rows over the episodes before, of which metadata that cannot be read tells nothing
    private readonly IReadOnlySet<int> _behindGaps = dataset.Info.IsCurrent ? new HashSet<int>() : MetadataGaps.EpisodesBehind(dataset);

    private long? _nextIndex;

    /// <summary>Of the episodes that have no defect.</summary>
    public IReadOnlyDictionary<int, EpisodeRanges> Ranges => _ranges;

    public void Run(string path, List<EpisodeRow> episodes)
    {
        using var table = ParquetTable.Open(path, LeRobotDataset.MissingFileRemedy);
        var expected = episodes.Sum(row => (long)row.Episode.Length);
        if (table.Rows > expected && dataset.Info.IsCurrent)
            report(new Defect(path, $"it holds {table.Rows} rows, {table.Rows - expected} more than its episodes have.", "Convert the dataset again from its source."));
        var columns = new ColumnChecks(dataset.Info, table, report);
        using var pictures = new PictureChecks(dataset.Info, path, report);
        columns.CheckTypes();
        foreach (var row in episodes)
        {
            var found = 0;
            if (_behindGaps.Contains(row.Episode.Index))
                _nextIndex = FirstIndex(table, row);
            var frames = new FrameReader(dataset.Info, defect =>
            {
                found++;
                report(defect);
            }).Read(table, row, _nextIndex);
            // an episode of wrong length casts no doubt on all that follow it
            _nextIndex = FirstIndex(table, row) + (dataset.Info.IsCurrent ? row.Episode.Length : table.Rows);
            CheckTasks(table, row);
            columns.CheckValues(row);
            pictures.Check(row);
            if (found > 0)
                continue;
            CheckDrift(path, row.Episode, frames.Timestamps);
            _ranges[row.Episode.Index] = new EpisodeRanges(Range(frames.States), Range(frames.Actions));
        }
    }

    // by the rows themselves, whatever the metadata says
    private static long? FirstIndex(ParquetTable table, EpisodeRow row)
    {
        using var rows = table.Read(["index"], row.FirstRow, 1);
        return rows.Integers("index").FirstOrDefault();
    }

    private void CheckDrift(string path, Episode episode, float[] seconds)
    {
        for (var t = 0; t < seconds.Length; t++)
        {
            var expected = (double)t / dataset.Info.Fps;
            if (TimeTolerance.Holds(seconds[t], expected))
                continue;
            report(new Defect(path, $"the timestamp {seconds[t]:R} s is {seconds[t] - expected:+0.0000;-0.0000} s off its frame at {dataset.Info.Fps} fps; {TimeTolerance.Explanation}",
                "Rewrite the timestamps as frame_index / fps if the recording was regular.")
            { Episode = episode.Index, Frame = t });
            return;
        }
    }

    private void CheckTasks(ParquetTable table, EpisodeRow row)
    {
        // without the table of tasks nothing can be held against it
        if (dataset.Tasks.Count == 0)
            return;
        using var rows = table.Read(["task_index"], row.FirstRow, row.Episode.Length);
        if (!table.Has("task_index"))
            report(new Defect(table.FilePath, "column 'task_index' is missing.", "Restore the file from the dataset's source.") { Episode = row.Episode.Index });
        var tasks = rows.Integers("task_index");
        for (var t = 0; table.Has("task_index") && t < tasks.Length; t++)
        {
            var task = tasks[t] >= 0 && tasks[t] < dataset.Tasks.Count ? dataset.Tasks[(int)tasks[t]!.Value] : "";
            if (row.Episode.Tasks.Contains(task) && task.Length > 0)
                continue;
            var (problem, remedy) = task.Length == 0
                ? ($"'task_index' is {tasks[t]?.ToString() ?? "empty"}; the dataset has no such task among its {dataset.Tasks.Count}.", "Add the task or correct the index.")
                : ($"'task_index' is {tasks[t]}, which is '{task}'; the metadata has the episode do {Quoted(row.Episode.Tasks)}.", "Correct the one that is wrong.");
            report(new Defect(table.FilePath, problem, remedy) { Episode = row.Episode.Index, Frame = t });
            return;
        }

        static string Quoted(IReadOnlyList<string> tasks) => tasks.Count == 0 ? "nothing" : string.Join(", ", tasks.Select(task => $"'{task}'"));
    }

    private static (float[] Min, float[] Max) Range(float[,] values)
    {
        var (min, max) = (new float[values.GetLength(1)], new float[values.GetLength(1)]);
        for (var d = 0; d < min.Length; d++)
        {
            (min[d], max[d]) = (float.MaxValue, float.MinValue);
            for (var t = 0; t < values.GetLength(0); t++)
                (min[d], max[d]) = (Math.Min(min[d], values[t, d]), Math.Max(max[d], values[t, d]));
        }

        return (min, max);
    }
}
