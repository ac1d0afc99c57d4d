using Robotics.Datasets.Parquet;
using Robotics.Datasets.Statistics;

namespace Robotics.Datasets.LeRobot.Writing;

/// <summary>Writes meta/episodes: one row per episode, its place, stages, labels and statistics.</summary>
internal sealed class EpisodeMetadata(string root, DatasetSpec spec, IReadOnlyDictionary<string, IReadOnlyList<VideoPlace>> videos)
{
    /// <summary>Rows of a row group. Every group costs each column, of about eighty, an entry in the footer, which writers and readers hold in memory as a whole.</summary>
    public const int RowsPerGroup = 128;

    public void Write(IReadOnlyList<EpisodeEntry> episodes)
    {
        var path = new FilePosition().Path(root, DatasetPaths.EpisodesTemplate);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        // columns are the same in every row group, so what any episode has, all have
        string[] labels = [.. episodes.SelectMany(episode => episode.Labels.Keys).Distinct()];
        var staged = episodes.Any(episode => episode.Stages.Count > 0);
        string[] features = [.. episodes[0].Statistics.Keys.Where(key => episodes.All(e => e.Statistics.ContainsKey(key)))];
        var groups = episodes.Chunk(RowsPerGroup)
            .Select(group => (IReadOnlyList<ParquetColumn>)[.. Places(group), .. Stages(group, staged), .. Labels(group, labels), .. Statistics(group, features), .. SelfReference(group)]);
        ParquetOutput? output = null;
        try
        {
            foreach (var columns in groups)
                (output ??= new ParquetOutput(path, columns, new Dictionary<string, string>())).WriteRowGroup(columns);
            output?.Close();
        }
        finally
        {
            output?.Dispose();
        }
    }

    private IEnumerable<ParquetColumn> Places(EpisodeEntry[] group)
    {
        yield return Integers("episode_index", group, e => e.Index);
        yield return ParquetColumn.Of("tasks", [.. group.Select(e => e.Tasks.ToArray())]);
        yield return Integers("length", group, e => e.Length);
        yield return Integers("data/chunk_index", group, e => e.Data.Chunk);
        yield return Integers("data/file_index", group, e => e.Data.File);
        yield return Integers("dataset_from_index", group, e => e.From);
        yield return Integers("dataset_to_index", group, e => e.From + e.Length);
        foreach (var camera in spec.Cameras)
        {
            var places = videos[camera.Name];
            var prefix = $"videos/{DatasetInfo.CameraPrefix}{camera.Name}/";
            yield return Integers(prefix + "chunk_index", group, e => places[e.Index].Position.Chunk);
            yield return Integers(prefix + "file_index", group, e => places[e.Index].Position.File);
            yield return ParquetColumn.Of(prefix + "from_timestamp", [.. group.Select(e => places[e.Index].From)]);
            yield return ParquetColumn.Of(prefix + "to_timestamp", [.. group.Select(e => places[e.Index].To)]);
        }
    }

    // the touching form: end frame = next start frame, as LeRobot's annotator writes it; times in whole seconds
    private IEnumerable<ParquetColumn> Stages(EpisodeEntry[] group, bool staged)
    {
        if (!staged)
            yield break;
        yield return ParquetColumn.Of("sparse_subtask_names", [.. group.Select(e => PerStage(e, stage => stage.Name))]);
        yield return ParquetColumn.Of("sparse_subtask_start_times", [.. group.Select(e => PerStage(e, stage => (long)stage.Start / spec.Fps))]);
        yield return ParquetColumn.Of("sparse_subtask_end_times", [.. group.Select(e => PerStage(e, stage => (long)stage.End / spec.Fps))]);
        yield return ParquetColumn.Of("sparse_subtask_start_frames", [.. group.Select(e => PerStage(e, stage => (long)stage.Start))]);
        yield return ParquetColumn.Of("sparse_subtask_end_frames", [.. group.Select(e => PerStage(e, stage => (long)stage.End))]);
    }

    private static IEnumerable<ParquetColumn> Labels(EpisodeEntry[] group, string[] labels) =>
        labels.Select(label => ParquetColumn.Of(label, group.Select(e => e.Labels.GetValueOrDefault(label))));

    private static IEnumerable<ParquetColumn> Statistics(EpisodeEntry[] group, string[] features)
    {
        foreach (var feature in features)
        {
            FeatureStatistics[] rows = [.. group.Select(e => e.Statistics[feature])];
            yield return Bound(feature, "min", rows, s => s.Min);
            yield return Bound(feature, "max", rows, s => s.Max);
            yield return Numbers(feature, "mean", rows, s => s.Mean);
            yield return Numbers(feature, "std", rows, s => s.Std);
            yield return ParquetColumn.Of($"stats/{feature}/count", [.. rows.Select(s => new[] { s.Count })]);
            for (var q = 0; q < FeatureStatistics.Levels.Count; q++)
            {
                var level = q;
                yield return Numbers(feature, FeatureStatistics.LevelNames[q], rows, s => s.Quantiles[level]);
            }
        }
    }

    private static IEnumerable<ParquetColumn> SelfReference(EpisodeEntry[] group)
    {
        yield return Integers("meta/episodes/chunk_index", group, _ => 0);
        yield return Integers("meta/episodes/file_index", group, _ => 0);
    }

    private static ParquetColumn Bound(string feature, string name, FeatureStatistics[] rows, Func<FeatureStatistics, double[]> select) =>
        EpisodeStatistics.IsInteger(feature)
            ? ParquetColumn.Of($"stats/{feature}/{name}", [.. rows.Select(s => select(s).Select(x => (long)x).ToArray())])
            : Numbers(feature, name, rows, select);

    private static ParquetColumn Numbers(string feature, string name, FeatureStatistics[] rows, Func<FeatureStatistics, double[]> select) =>
        EpisodeStatistics.IsImage(feature)
            ? ParquetColumn.OfChannels($"stats/{feature}/{name}", [.. rows.Select(select)])
            : ParquetColumn.Of($"stats/{feature}/{name}", (double[]?[])[.. rows.Select(select)]);

    private static ParquetColumn Integers(string name, EpisodeEntry[] group, Func<EpisodeEntry, long> value) =>
        ParquetColumn.Of(name, (long[])[.. group.Select(value)]);

    private static T[]? PerStage<T>(EpisodeEntry episode, Func<StageAnnotation, T> value) =>
        episode.Stages.Count == 0 ? null : [.. episode.Stages.Select(value)];
}
