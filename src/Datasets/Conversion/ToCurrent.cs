using System.Text.Json.Nodes;
using Robotics.Datasets.Json;
using Robotics.Datasets.LeRobot;
using Robotics.Datasets.LeRobot.Writing;
using Robotics.Datasets.Parquet;
using Robotics.Datasets.Statistics;

namespace Robotics.Datasets.Conversion;

/// <summary>Writes a v3.0 dataset from a v2.1 one.</summary>
internal sealed class ToCurrent(ConversionPlan plan, string root, IVideoConcatenator video)
{
    private const string Remedy = "Restore the file from the dataset's source.";

    private readonly Dictionary<int, FilePosition> _data = [];
    private readonly Dictionary<string, Dictionary<int, VideoPlace>> _videos = [];

    public void Run(Action done, CancellationToken cancellationToken)
    {
        WriteData(done, cancellationToken);
        foreach (var key in plan.Source.Info.VideoKeys)
            _videos[key] = new VideoJoin(plan, root, key, video).Write(done, cancellationToken);
        WriteEpisodes();
        WriteStatistics();
        TaskTable.Of(plan.Source.Tasks).Write(root);
        var info = JsonFile.ReadObject(Path.Combine(plan.Source.Directory, DatasetPaths.Info), Remedy);
        JsonFile.Write(Path.Combine(root, DatasetPaths.Info), InfoConversion.ToCurrent(info, plan), indent: 4);
    }

    private void WriteData(Action done, CancellationToken cancellationToken)
    {
        var (position, number, from) = (new FilePosition(), 0, 0L);
        using var rows = new RowCopy(plan);
        foreach (var group in plan.DataGroups)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var episodes = new List<(Episode, int, long)>();
            foreach (var episode in group)
            {
                episodes.Add((episode, number++, from));
                from += episode.Length;
                _data[episode.Index] = position;
            }

            rows.Write(episodes, position.Path(root, DatasetPaths.DataTemplate));
            position = position.Next(plan.Source.Info.ChunksSize);
            done();
        }
    }

    // twice over the rows: first for the columns that any of them has, then for the values
    private void WriteEpisodes()
    {
        var columns = new Dictionary<string, JsonColumn>();
        foreach (var row in Rows())
            foreach (var (key, value) in row)
            {
                if (!columns.TryGetValue(key, out var column))
                    columns[key] = column = new JsonColumn(key);
                if (!column.TryWiden(value))
                    throw new DataException(new Defect(Path.Combine(plan.Source.Directory, DatasetPaths.LegacyEpisodes),
                        $"'{key}' holds {value?.ToJsonString()}, which is of another type than in the episodes before.", "Give the key one type in all episodes."));
            }

        JsonColumn[] order = [.. columns.OrderBy(column => Rank(column.Key)).Select(column => column.Value)];
        Files.AtomicFile.WriteNamed(new FilePosition().Path(root, DatasetPaths.EpisodesTemplate), partial =>
        {
            ParquetOutput? output = null;
            try
            {
                var waiting = 0;
                foreach (var row in Rows())
                {
                    foreach (var (key, column) in columns)
                        column.Append(row.GetValueOrDefault(key));
                    if (++waiting == EpisodeMetadata.RowsPerGroup)
                        WriteRowGroup();
                }

                if (waiting > 0)
                    WriteRowGroup();
                output?.Close();

                void WriteRowGroup()
                {
                    ParquetColumn[] built = [.. order.Select(column => column.Take())];
                    output ??= new ParquetOutput(partial, built, new Dictionary<string, string>());
                    output.WriteRowGroup(built);
                    waiting = 0;
                }
            }
            finally
            {
                output?.Dispose();
            }
        });
    }

    private static int Rank(string key) => key.StartsWith("meta/", StringComparison.Ordinal) ? 3
        : key.StartsWith("stats/", StringComparison.Ordinal) ? 2
        : EpisodeKeys.IsLabel(key) || key.Contains("subtask_") ? 1 : 0;

    private IEnumerable<OrderedDictionary<string, JsonNode?>> Rows()
    {
        var (number, from) = (0, 0L);
        foreach (var (episode, metadata, statistics) in new LegacyRows(plan).Read())
        {
            yield return Row(episode, number++, from, metadata, statistics);
            from += episode.Length;
        }
    }

    private OrderedDictionary<string, JsonNode?> Row(Episode episode, int number, long from, JsonObject metadata, JsonObject? statistics)
    {
        var row = new OrderedDictionary<string, JsonNode?>
        {
            ["episode_index"] = number,
            ["tasks"] = metadata["tasks"],
            ["length"] = episode.Length,
            ["data/chunk_index"] = _data[episode.Index].Chunk,
            ["data/file_index"] = _data[episode.Index].File,
            ["dataset_from_index"] = from,
            ["dataset_to_index"] = from + episode.Length,
        };
        foreach (var (key, places) in _videos)
        {
            var place = places[episode.Index];
            row[$"videos/{key}/chunk_index"] = place.Position.Chunk;
            row[$"videos/{key}/file_index"] = place.Position.File;
            row[$"videos/{key}/from_timestamp"] = JsonFile.Float(place.From);
            row[$"videos/{key}/to_timestamp"] = JsonFile.Float(place.To);
        }

        foreach (var (key, value) in metadata)
            row.TryAdd(key, value);
        foreach (var (feature, numbers) in statistics ?? [])
            foreach (var (name, value) in numbers as JsonObject ?? [])
                row[$"stats/{feature}/{name}"] = value;
        row["meta/episodes/chunk_index"] = 0;
        row["meta/episodes/file_index"] = 0;
        return row;
    }

    private void WriteStatistics()
    {
        var path = Path.Combine(plan.Source.Directory, DatasetPaths.LegacyStatistics);
        Dictionary<string, FeatureStatistics>? joined = null;
        foreach (var (episode, _, row) in new LegacyRows(plan).Read())
        {
            if (row is null)
                continue;
            var own = StatisticsJson.Read(path, row, defect => throw new DataException(defect with { Episode = episode.Index }));
            if (own.FirstOrDefault(feature => joined?.GetValueOrDefault(feature.Key) is { } before && before.Dimensions != feature.Value.Dimensions) is { Key: { } odd })
                throw new DataException(new Defect(path, $"the statistics of '{odd}' have another length than those of the episodes before.", "Compute the statistics again.") { Episode = episode.Index });
            joined = StatisticsFile.Join(joined is null ? [own] : [joined, own]);
            // 1e999 and a count of zero are JSON; what they lead to is not
            if (joined.FirstOrDefault(feature => !feature.Value.IsFinite) is { Key: { } feature })
                throw new DataException(new Defect(path, $"the statistics of '{feature}' are not finite, alone or joined with those of the episodes before.", "Compute the statistics again.") { Episode = episode.Index });
        }
        if (joined is not null)
            StatisticsFile.Write(root, joined, key => plan.Source.Info.Features.TryGetValue(key, out var feature) && feature.IsPicture);
    }
}
