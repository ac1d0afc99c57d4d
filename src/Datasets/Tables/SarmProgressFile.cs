namespace Robotics.Datasets;

/// <summary>
/// LeRobot's <c>sarm_progress.parquet</c>: predicted progress of every frame, from which its RA-BC training takes weights.
/// Columns index, episode_index, frame_index (int64) and progress_sparse (float32, NaN where missing), sorted by index.
/// </summary>
public sealed class SarmProgressFile
{
    /// <summary>Where LeRobot looks for the file in a dataset's folder.</summary>
    public const string FileName = "sarm_progress.parquet";

    private const string ProgressColumn = "progress_sparse";
    private const string ModelKey = "reward_model_path";

    private SarmProgressFile(FrameTable table) => Table = table;

    /// <summary>All rows.</summary>
    public FrameTable Table { get; }

    /// <summary>Which model the progress is from.</summary>
    public string? RewardModelPath => Table.Metadata.GetValueOrDefault(ModelKey);

    /// <summary>Writes the progress of some episodes; <paramref name="progress"/> gives [T] values in [0, 1] per episode.</summary>
    public static void Write(string path, IReadOnlyList<Episode> episodes, IReadOnlyList<float[]> progress, string rewardModelPath)
    {
        ArgumentNullException.ThrowIfNull(episodes);
        ArgumentNullException.ThrowIfNull(progress);
        ArgumentNullException.ThrowIfNull(rewardModelPath);
        var metadata = new Dictionary<string, string> { [ModelKey] = rewardModelPath };
        FrameTable.WriteAll(path, Enumerable.Range(0, episodes.Count).OrderBy(e => episodes[e].FromIndex).Select(e => FrameTable.Of(
            [episodes[e]], new Dictionary<string, IReadOnlyList<float[]>> { [ProgressColumn] = [progress[e]] }, metadata)));
    }

    /// <summary>Reads a file that this or LeRobot's own tool wrote.</summary>
    /// <exception cref="DataException">The file is missing or broken or has no progress column.</exception>
    public static SarmProgressFile Read(string path)
    {
        var table = FrameTable.Read(path);
        return table.Columns.Any(column => column.Name == ProgressColumn) ? new SarmProgressFile(table) : throw new DataException(
            new Defect(path, $"column '{ProgressColumn}' is missing.", "Write the file again with the relabel command."));
    }

    /// <summary>The progress of one episode's frames [T].</summary>
    public float[] Progress(Episode episode) => Table.Slice(episode).Column(ProgressColumn);
}
