using Robotics.Datasets.Parquet;

namespace Robotics.Datasets.LeRobot;

/// <summary>Reads the numeric columns of one episode out of its data file and checks every value.</summary>
internal sealed class FrameReader(DatasetInfo info, Action<Defect> report)
{
    public const string State = "observation.state";
    public const string Action = "action";
    private const string Remedy = "Restore the file from the dataset's source.";

    private static readonly string[] Counters = ["frame_index", "episode_index", "index"];

    /// <summary>
    /// The episode's frames, fewer where the file ends early. Every defect is reported; what cannot be read is zero in the result.
    /// </summary>
    /// <param name="table">Its data file.</param>
    /// <param name="row">Its place.</param>
    /// <param name="alternativeIndex">Another index that its first row may have than the metadata says.</param>
    public EpisodeFrames Read(ParquetTable table, EpisodeRow row, long? alternativeIndex = null)
    {
        var episode = row.Episode;
        string[] vectors = [.. new[] { State, Action }.Where(info.Features.ContainsKey)];
        Missing(table, ["timestamp", .. Counters, .. vectors]);
        using var rows = table.Read(["timestamp", .. Counters, .. vectors], row.FirstRow, episode.Length);
        if (rows.Count < episode.Length || (!info.IsCurrent && table.Rows != episode.Length))
            report(new Defect(table.FilePath, table.Rows > row.FirstRow + episode.Length ? $"the file has {table.Rows} rows; the episode has {episode.Length} frames."
                    : $"the file ends after {table.Rows} rows; the episode needs rows {row.FirstRow} to {row.FirstRow + episode.Length}.",
                "Restore the file or correct the episode's length in the metadata.")
            { Episode = episode.Index, Frame = rows.Count });
        CheckCounters(rows, episode, alternativeIndex);
        return new EpisodeFrames(Timestamps(rows, episode), Matrix(rows, State, episode), Matrix(rows, Action, episode));
    }

    private void Missing(ParquetTable table, string[] columns)
    {
        foreach (var column in columns.Where(column => !table.Has(column)))
            report(new Defect(table.FilePath, $"column '{column}' is missing.", "Restore the file, or remove the feature from meta/info.json."));
    }

    private void CheckCounters(ParquetRows rows, Episode episode, long? alternativeIndex)
    {
        var isAlternative = alternativeIndex is not null && rows.Integers("index").FirstOrDefault() == alternativeIndex;
        long[] starts = [0, episode.Index, isAlternative ? alternativeIndex!.Value : episode.FromIndex];
        for (var column = 0; column < Counters.Length; column++)
        {
            if (!rows.Has(Counters[column]))
                continue;
            var values = rows.Integers(Counters[column]);
            var step = Counters[column] == "episode_index" ? 0 : 1;
            for (var t = 0; t < values.Length; t++)
            {
                var expected = starts[column] + (long)step * t;
                if (values[t] == expected)
                    continue;
                report(new Defect(rows.FilePath, $"'{Counters[column]}' is {values[t]?.ToString() ?? "empty"} where {expected} belongs; rows are out of order or from another episode.",
                    "Sort the rows by index, or convert the dataset again from its source.")
                { Episode = episode.Index, Frame = t });
                break;
            }
        }
    }

    private float[] Timestamps(ParquetRows rows, Episode episode)
    {
        var values = rows.Numbers("timestamp");
        var seconds = new float[values.Length];
        for (var t = 0; t < values.Length; t++)
        {
            seconds[t] = (float)(values[t] ?? double.NaN);
            if (!rows.Has("timestamp") || TimestampProblem(seconds, t) is not { } problem)
                continue;
            report(new Defect(rows.FilePath, problem, "Rewrite the timestamps as frame_index / fps if the recording was regular.") { Episode = episode.Index, Frame = t });
            break;
        }

        return seconds;
    }

    private string? TimestampProblem(float[] seconds, int t)
    {
        var expected = (double)t / info.Fps;
        if (!float.IsFinite(seconds[t]))
            return $"the timestamp is {seconds[t]}.";
        if (t > 0 && seconds[t] <= seconds[t - 1])
            return $"the timestamp goes from {seconds[t - 1]:R} back to {seconds[t]:R} s.";
        return Math.Abs(seconds[t] - expected) > 0.5 / info.Fps
            ? $"the timestamp is {seconds[t]:R} s where {expected:R} s belongs at {info.Fps} fps: more than half a frame off."
            : null;
    }

    private float[,] Matrix(ParquetRows rows, string column, Episode episode)
    {
        if (!info.Features.TryGetValue(column, out var feature) || !rows.Has(column))
            return new float[rows.Count, 0];
        // nothing is allocated by a declaration alone
        if (rows.Pieces(column).FirstOrDefault(piece => piece.Values.Length > 0).Values is { } start && ArrowValues.Elements(start, 0) is var (_, _, width) && width != feature.Size)
        {
            report(Wrong(rows, column, episode, feature, 0, new VectorProblem(null, $"{width} numbers")));
            return new float[rows.Count, 0];
        }

        var values = new float[rows.Count, feature.Size];
        foreach (var (first, piece) in rows.Pieces(column))
            for (var i = 0; i < piece.Length; i++)
                if (!VectorValues.TryCopy(piece, i, values, first + i, out var problem))
                {
                    report(Wrong(rows, column, episode, feature, first + i, problem));
                    return values;
                }

        return values;
    }

    private static Defect Wrong(ParquetRows rows, string column, Episode episode, FeatureInfo feature, int frame, VectorProblem problem) =>
        new(rows.FilePath, $"'{column}' {Describe(feature, problem)}", problem.Dimension is null
            ? "Correct the shape in meta/info.json or restore the file." : "Remove the episode or repair the value from its neighbours.")
        { Episode = episode.Index, Frame = frame };

    private static string Describe(FeatureInfo feature, VectorProblem problem)
    {
        if (problem.Dimension is not { } dimension)
            return $"holds {problem.Found} where {feature.Size} numbers belong.";
        var name = feature.Names is { } names && dimension < names.Count ? $" ({names[dimension]})" : "";
        return $"is {problem.Found} in dimension {dimension}{name}.";
    }
}
