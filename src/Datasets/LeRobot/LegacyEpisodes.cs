using System.Collections.ObjectModel;
using System.Text.Json;
using System.Text.Json.Nodes;
using Robotics.Datasets.Json;
using Robotics.Datasets.Stages;

namespace Robotics.Datasets.LeRobot;

/// <summary>Reads v2.1 metadata: meta/episodes.jsonl and meta/tasks.jsonl. Lines that cannot be used are reported and left out.</summary>
internal sealed class LegacyEpisodes(string root, DatasetInfo info, Action<Defect> report)
{
    private const string Remedy = "Restore the file from the dataset's source.";

    private readonly string _path = Path.Combine(root, DatasetPaths.LegacyEpisodes);
    private readonly DatasetPaths _paths = new(root, info);
    private readonly SharedTexts _texts = new();

    public IReadOnlyList<EpisodeRow> Read()
    {
        var rows = new List<EpisodeRow>();
        var (position, from) = (0, 0L);
        foreach (var (line, json) in JsonFile.ReadLines(_path, Remedy, LeaveOut))
        {
            if (!Reporting.Try(() => rows.Add(Typed(_path, line, () => Row(json, position, from))), LeaveOut))
                continue;
            from += rows[^1].Episode.Length;
            position++;
        }

        return rows;

        void LeaveOut(Defect defect)
        {
            report(defect);
            position++;
        }
    }

    public static IReadOnlyList<string> ReadTasks(string root, Action<Defect> report)
    {
        var path = Path.Combine(root, DatasetPaths.LegacyTasks);
        return TaskList.Of(path, JsonFile.ReadLines(path, Remedy, report).Select(row => Typed(path, row.Line, () =>
            ((long?)row.Row["task_index"]!.GetValue<long>(), (string?)row.Row["task"]!.GetValue<string>()))));
    }

    private EpisodeRow Row(JsonObject json, int position, long from)
    {
        var index = json["episode_index"]!.GetValue<int>();
        if (index != position)
            report(new Defect(_path, $"episode {index} stands where episode {position} belongs.", "Sort the episodes and number them without gaps.") { Episode = index });
        var length = json["length"]!.GetValue<int>();
        EpisodeBounds.Check(_path, index, length);
        string[] tasks = [.. json["tasks"]!.AsArray().Select(task => _texts.Of(task!.GetValue<string>()))];
        var videos = info.VideoKeys.ToDictionary(
            DatasetInfo.CameraName,
            key => new VideoSegment(_paths.EpisodeVideo(key, index), 0, (double)length / info.Fps));
        var stages = StageForm.Normalize(Stages(json, index, EpisodeKeys.StagePrefixes), length, info.Fps, report);
        var labels = json.Where(pair => EpisodeKeys.IsLabel(pair.Key) && pair.Value is JsonValue)
            .ToDictionary(pair => _texts.Of(pair.Key), pair => _texts.Of(pair.Value!.ToString()));
        return new EpisodeRow(
            new Episode(index, length, tasks, from, videos, stages) { Labels = labels.Count == 0 ? ReadOnlyDictionary<string, string>.Empty : labels }, _paths.EpisodeData(index), 0)
        { Dense = Stages(json, index, [EpisodeKeys.DensePrefix]) };
    }

    private RawStages? Stages(JsonObject json, int episode, string[] prefixes)
    {
        foreach (var prefix in prefixes)
            if (json[prefix + EpisodeKeys.StageNames] is JsonArray names)
                return new RawStages(
                    _path, episode, [.. names.Select(name => _texts.Of(name?.GetValue<string>() ?? ""))],
                    Frames(json[prefix + EpisodeKeys.StageStarts]), Frames(json[prefix + EpisodeKeys.StageEnds]));
        return null;
    }

    private static long[] Frames(JsonNode? list) =>
        [.. (list as JsonArray ?? []).Select(frame => frame!.GetValue<long>())];

    private static T Typed<T>(string path, int line, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception fault) when (fault is InvalidOperationException or FormatException or NullReferenceException or JsonException)
        {
            throw new DataException(new Defect(path, $"line {line} {(fault is NullReferenceException ? "lacks a value." : $"has a value of the wrong type: {fault.Message}")}", Remedy), fault);
        }
    }
}
