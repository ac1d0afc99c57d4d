using Robotics.Datasets.Parquet;

namespace Robotics.Datasets;

/// <summary>Numbers per frame that stand beside a dataset (labels, progress, weights): a parquet file with one row a frame.</summary>
/// <param name="Index">[N] global frame index, ascending.</param>
/// <param name="EpisodeIndex">[N]</param>
/// <param name="FrameIndex">[N] frame counted from its episode's first.</param>
/// <param name="Columns">Named values [N]; NaN where a value is missing.</param>
/// <param name="Metadata">Free key-value pairs of the file.</param>
public sealed record FrameTable(
    long[] Index,
    long[] EpisodeIndex,
    long[] FrameIndex,
    IReadOnlyList<FrameColumn> Columns,
    IReadOnlyDictionary<string, string> Metadata)
{
    private const string Remedy = "Write the file again with the command that made it.";
    private const int MaximumRows = 500_000_000;
    private const int RowGroupRows = 1 << 16;

    private static readonly string[] Keys = ["index", "episode_index", "frame_index"];

    /// <summary>What to call it in messages: its file, where it has one.</summary>
    public string Source { get; init; } = "The frame table";

    /// <summary>Rows for every frame of some episodes, in order, from values per episode: <c>columns[name][episode][frame]</c>.</summary>
    public static FrameTable Of(
        IReadOnlyList<Episode> episodes,
        IReadOnlyDictionary<string, IReadOnlyList<float[]>> columns,
        IReadOnlyDictionary<string, string>? metadata = null)
    {
        ArgumentNullException.ThrowIfNull(episodes);
        ArgumentNullException.ThrowIfNull(columns);
        foreach (var (name, values) in columns)
            for (var e = 0; e < episodes.Count; e++)
                if (values.Count != episodes.Count || values[e].Length != episodes[e].Length)
                    throw new ArgumentException($"Column '{name}' does not give one value to each frame of episode {episodes[e].Index}.", nameof(columns));
        var order = Enumerable.Range(0, episodes.Count).OrderBy(e => episodes[e].FromIndex).ToArray();
        return new FrameTable(
            [.. order.SelectMany(e => Enumerable.Range(0, episodes[e].Length).Select(t => episodes[e].FromIndex + t))],
            [.. order.SelectMany(e => Enumerable.Repeat((long)episodes[e].Index, episodes[e].Length))],
            [.. order.SelectMany(e => Enumerable.Range(0, episodes[e].Length).Select(t => (long)t))],
            [.. columns.Select(column => new FrameColumn(column.Key, [.. order.SelectMany(e => column.Value[e])]))],
            metadata ?? new Dictionary<string, string>());
    }

    /// <summary>Reads a file; every column of numbers beside the three indices becomes a <see cref="FrameColumn"/>.</summary>
    /// <exception cref="DataException">The file is missing or broken, lacks an index column or is not sorted.</exception>
    public static FrameTable Read(string path)
    {
        using var table = ParquetTable.Open(path, Remedy);
        if (Keys.FirstOrDefault(key => !table.Has(key)) is { } missing)
            throw new DataException(new Defect(path, $"column '{missing}' is missing.", Remedy));
        if (table.Rows > MaximumRows)
            throw new DataException(new Defect(path, $"it claims {table.Rows} rows.", Remedy));
        using var rows = table.Read(table.Columns, 0, (int)table.Rows);
        var keys = Keys.Select(key => KeyColumn(rows, key)).ToArray();
        for (var i = 1; i < keys[0].Length; i++)
            if (keys[0][i] <= keys[0][i - 1])
                throw new DataException(new Defect(path, $"rows are not sorted by 'index' at row {i}.", Remedy)
                { Episode = (int)keys[1][i], Frame = (int)keys[2][i] });
        return new FrameTable(keys[0], keys[1], keys[2],
            [.. table.Columns.Except(Keys).Where(name => rows.Pieces(name).All(piece => ParquetTypes.IsNumber(piece.Values)))
                .Select(name => new FrameColumn(name, [.. rows.Numbers(name).Select(value => (float)(value ?? double.NaN))]))],
            table.Metadata.Where(pair => pair.Key != ParquetTypes.SchemaKey).ToDictionary())
        { Source = path };
    }

    /// <summary>Writes the file; one of that name is replaced only when the new one is whole.</summary>
    public void Write(string path) =>
        Files.AtomicFile.WriteNamed(path, partial => ParquetOutput.WriteFile(partial, ParquetColumns(), Metadata));

    /// <summary>Writes parts of one table, in order, as one file that need never be in memory as a whole.</summary>
    /// <param name="path">The file; one of that name is replaced only when the new one is whole.</param>
    /// <param name="parts">Tables of the same columns; the metadata is the first one's.</param>
    /// <exception cref="ArgumentException">There is no part, or the parts have different columns.</exception>
    public static void WriteAll(string path, IEnumerable<FrameTable> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        Files.AtomicFile.WriteNamed(path, partial =>
        {
            ParquetOutput? output = null;
            try
            {
                foreach (var group in RowGroups(parts))
                {
                    output ??= new ParquetOutput(partial, group.ParquetColumns(), group.Metadata);
                    output.WriteRowGroup(group.ParquetColumns());
                }
                (output ?? throw new ArgumentException("A table has at least one part.", nameof(parts))).Close();
            }
            finally
            {
                output?.Dispose();
            }
        });
    }

    /// <summary>The values of a column [N].</summary>
    /// <exception cref="DataException">There is no such column.</exception>
    public float[] Column(string name) =>
        Columns.FirstOrDefault(column => column.Name == name)?.Values
        ?? throw new DataException($"{Source} has no column '{name}'; it has: {string.Join(", ", Columns.Select(column => column.Name))}.");

    /// <summary>The rows of one episode.</summary>
    /// <exception cref="DataException">Rows are missing or are another episode's.</exception>
    public FrameTable Slice(Episode episode)
    {
        ArgumentNullException.ThrowIfNull(episode);
        var start = Array.BinarySearch(Index, episode.FromIndex);
        var end = start + episode.Length;
        if (start < 0 || end > Index.Length || Index[end - 1] != episode.FromIndex + episode.Length - 1
            || EpisodeIndex[start] != episode.Index || EpisodeIndex[end - 1] != episode.Index)
            throw new DataException(new Defect(Source, "it does not hold one row for every frame of the episode.",
                "Make it again for this dataset.")
            { Episode = episode.Index });
        return new FrameTable(Index[start..end], EpisodeIndex[start..end], FrameIndex[start..end],
            [.. Columns.Select(column => new FrameColumn(column.Name, column.Values[start..end]))], Metadata)
        { Source = Source };
    }

    private List<ParquetColumn> ParquetColumns() =>
    [
        ParquetColumn.Of(Keys[0], Index), ParquetColumn.Of(Keys[1], EpisodeIndex), ParquetColumn.Of(Keys[2], FrameIndex),
        .. Columns.Select(column => ParquetColumn.Of(column.Name, column.Values)),
    ];

    private static IEnumerable<FrameTable> RowGroups(IEnumerable<FrameTable> parts)
    {
        var (group, rows) = (new List<FrameTable>(), 0);
        foreach (var part in parts)
        {
            group.Add(part);
            rows += part.Index.Length;
            if (rows < RowGroupRows) continue;
            yield return Concatenate(group);
            (group, rows) = ([], 0);
        }
        if (group.Count > 0) yield return Concatenate(group);
    }

    private static FrameTable Concatenate(List<FrameTable> parts) => new(
        [.. parts.SelectMany(part => part.Index)],
        [.. parts.SelectMany(part => part.EpisodeIndex)],
        [.. parts.SelectMany(part => part.FrameIndex)],
        [.. parts[0].Columns.Select(column => new FrameColumn(column.Name, [.. parts.SelectMany(part => part.Column(column.Name))]))],
        parts[0].Metadata);

    private static long[] KeyColumn(ParquetRows rows, string key) =>
        [.. rows.Integers(key).Select((value, row) => value ?? throw new DataException(
            new Defect(rows.FilePath, $"'{key}' is empty in row {row}.", Remedy)))];
}
