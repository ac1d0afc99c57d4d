using System.Text.Json.Nodes;
using Robotics.Datasets.Json;
using Robotics.Datasets.LeRobot;
using Robotics.Datasets.Parquet;

namespace Robotics.Datasets.Conversion;

/// <summary>Writes a v2.1 dataset from a v3.0 one.</summary>
internal sealed class ToLegacy(ConversionPlan plan, string root, IVideoCutter cutter)
{
    private const string Remedy = "Restore the file from the dataset's source.";

    public void Run(Action done, CancellationToken cancellationToken)
    {
        WriteData(done, cancellationToken);
        foreach (var key in plan.Source.Info.VideoKeys)
            for (var number = 0; number < plan.Episodes.Count; number++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                Cut(plan.Episodes[number], DatasetInfo.CameraName(key), Target(DatasetPaths.LegacyVideoTemplate, key, number), cancellationToken);
                done();
            }

        WriteTasks();
        WriteEpisodes();
        var info = JsonFile.ReadObject(Path.Combine(plan.Source.Directory, DatasetPaths.Info), Remedy);
        JsonFile.Write(Path.Combine(root, DatasetPaths.Info), InfoConversion.ToLegacy(info, plan), indent: 4);
    }

    private void WriteData(Action done, CancellationToken cancellationToken)
    {
        var (number, from) = (0, 0L);
        using var rows = new RowCopy(plan);
        foreach (var episode in plan.Episodes)
        {
            cancellationToken.ThrowIfCancellationRequested();
            rows.Write([(episode, number, from)], Target(DatasetPaths.LegacyDataTemplate, "", number));
            done();
            (number, from) = (number + 1, from + episode.Length);
        }
    }

    private string Target(string template, string key, int number) =>
        Path.Combine(root, DatasetPaths.Fill(template, key, number / plan.Source.Info.ChunksSize, number));

    private void Cut(Episode episode, string camera, string path, CancellationToken cancellationToken)
    {
        if (File.Exists(path))
            return;
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var partial = Path.ChangeExtension(path, ".partial.mp4");
        cutter.Cut(episode.Videos[camera], episode.Length, partial, cancellationToken);
        File.Move(partial, path, overwrite: true);
    }

    private IEnumerable<(JsonObject Metadata, JsonObject Statistics)> Rows()
    {
        var numbers = plan.Episodes.Select((episode, number) => (episode.Index, Number: number)).ToDictionary(pair => pair.Index, pair => pair.Number);
        foreach (var path in EpisodeTable.Files(plan.Source.Directory))
        {
            using var table = ParquetTable.Open(path, Remedy, ParquetTable.FewRows);
            if (table.Columns.FirstOrDefault(name => IsStatistic(name) && name.Split('/').Length != 3) is { } odd)
                throw new DataException(new Defect(path, $"column '{odd}' is no statistic of a feature; such a column is named stats/FEATURE/NAME.", Remedy));
            foreach (var rows in table.ReadInPieces(table.Columns))
                for (var i = 0; i < rows.Count; i++)
                    if (numbers.TryGetValue((int)rows.Json("episode_index", i)!.GetValue<long>(), out var number))
                        yield return Row(rows, table.Columns, i, number);
        }
    }

    private static (JsonObject, JsonObject) Row(ParquetRows rows, IReadOnlyCollection<string> columns, int i, int number)
    {
        var metadata = new JsonObject { ["episode_index"] = number, ["tasks"] = rows.Json("tasks", i), ["length"] = rows.Json("length", i) };
        var statistics = new JsonObject();
        foreach (var name in columns.Where(name => !metadata.ContainsKey(name) && (IsStatistic(name) || EpisodeKeys.IsLabel(name) || name.Contains("subtask_"))))
        {
            if (rows.Json(name, i) is not { } value)
                continue;
            if (IsStatistic(name))
                Put(statistics, name, value);
            else
                metadata[name] = value;
        }

        return (metadata, new JsonObject { ["episode_index"] = number, ["stats"] = statistics });
    }

    // stats/FEATURE/NAME; feature names hold no slash
    private static bool IsStatistic(string column) => column.StartsWith("stats/", StringComparison.Ordinal);

    private static void Put(JsonObject statistics, string column, JsonNode? value)
    {
        var parts = column.Split('/');
        if (statistics[parts[1]] is not JsonObject feature)
            statistics[parts[1]] = feature = [];
        feature[parts[2]] = value;
    }

    private void WriteTasks() => WriteLines(DatasetPaths.LegacyTasks, write =>
    {
        for (var index = 0; index < plan.Source.Tasks.Count; index++)
            write(new JsonObject { ["task_index"] = index, ["task"] = plan.Source.Tasks[index] });
    });

    private void WriteEpisodes() => WriteLines(DatasetPaths.LegacyEpisodes, writeEpisode => WriteLines(DatasetPaths.LegacyStatistics, writeStatistics =>
    {
        foreach (var (metadata, statistics) in Rows())
        {
            writeEpisode(metadata);
            if (statistics["stats"]!.AsObject().Count > 0)
                writeStatistics(statistics);
        }
    }));

    private void WriteLines(string file, Action<Action<JsonObject>> write) => Files.AtomicFile.Write(Path.Combine(root, file), stream =>
    {
        using var writer = new StreamWriter(stream, leaveOpen: true) { NewLine = "\n" };
        write(row => writer.WriteLine(JsonFile.Line(row)));
    });
}
