using System.Text.Json;
using System.Text.Json.Nodes;
using Robotics.Datasets.Json;
using Robotics.Datasets.Stages;

namespace Robotics.Datasets;

/// <summary>
/// Turns folders of synchronised camera views with annotated keyframes into a LeRobot v3.0 dataset:
/// <code>
/// SOURCE/task_instruction.json            ["clean the table", ...]: the first is the task, the others stay as alternatives
/// SOURCE/RECORDING/CAMERA.mp4             one per view, all with the same frames
/// SOURCE/RECORDING/annotated_keyframes.json   [{"anotation": NAME, "start_frame_id": A, "end_frame_id": B}, ...]
/// </code>
/// Video is joined without re-encoding. There are no state or action columns, because the source has none. Stages are kept
/// as annotated: frames before the first keyframe and after the last belong to no stage, which LeRobot's label rule takes as
/// progress 0 and as the last stage's end; stretching the stages over them would shift the progress of all their frames.
/// Each recording is also a split of its own name.
/// </summary>
public static class KeyframedRecordings
{
    /// <summary>Label of the metadata row that holds the recording's folder name.</summary>
    public const string RecordingLabel = "recording";

    private const string KeyframeFile = "annotated_keyframes.json";
    private const string TaskFile = "task_instruction.json";

    /// <summary>Whether a folder has the form that <see cref="Import"/> reads.</summary>
    public static bool IsSource(string directory) => Directory.Exists(directory) && Folders(directory).Length > 0;

    /// <summary>The videos that <see cref="Import"/> reads.</summary>
    public static IReadOnlyList<string> Videos(string source) => [.. Folders(source).SelectMany(Recording.VideosIn)];

    /// <summary>Writes the dataset; the source is only read.</summary>
    /// <param name="source">Folder that holds one folder per recording.</param>
    /// <param name="destination">The dataset's folder, which must not exist.</param>
    /// <param name="video">Probes and joins video files.</param>
    /// <param name="pixels">Gives the statistics of a video's pixels; without it the dataset has none of its images.</param>
    /// <param name="robotType">Robot's name.</param>
    /// <param name="cancellationToken">Stops; nothing is left then.</param>
    /// <exception cref="DataException">Views disagree, or a file is missing or broken.</exception>
    public static void Import(
        string source,
        string destination,
        IVideoConcatenator video,
        Func<string, CancellationToken, ImageStatistics>? pixels = null,
        string robotType = "unknown",
        CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(source);
        ArgumentNullException.ThrowIfNull(video);
        var folders = Folders(source);
        if (folders.Length == 0)
            throw new DataException(new Defect(source, $"no folder in it holds views (*.mp4) and {KeyframeFile}.", "Point to the folder that holds the recordings."));
        Recording[] recordings = [.. folders.Select(folder => Recording.Open(folder, video))];
        RequireSameCameras(recordings);
        var tasks = Tasks(source);
        using var writer = new LeRobotDatasetWriter(destination, Spec(recordings, robotType), video);
        foreach (var recording in recordings)
        {
            cancellationToken.ThrowIfCancellationRequested();
            writer.Add(Episode(recording, tasks, pixels, cancellationToken));
        }

        writer.Complete(cancellationToken: cancellationToken);
    }

    private static string[] Folders(string source) =>
        [.. Directory.GetDirectories(source).Where(folder => File.Exists(Path.Combine(folder, KeyframeFile))).Order(StringComparer.Ordinal)];

    private static void RequireSameCameras(Recording[] recordings)
    {
        var first = recordings[0];
        foreach (var other in recordings)
            if (other.Fps != first.Fps || !other.Cameras.SequenceEqual(first.Cameras))
                throw new DataException(new Defect(other.Folder,
                    $"its views ({other.Describe()}) are not those of {first.Folder} ({first.Describe()}).", "Import recordings of different setups into datasets of their own."));
    }

    private static DatasetSpec Spec(Recording[] recordings, string robotType)
    {
        var splits = new Dictionary<string, (int, int)> { ["train"] = (0, recordings.Length) };
        for (var i = 0; i < recordings.Length; i++)
            splits[recordings[i].Name] = (i, i + 1);
        return new DatasetSpec(recordings[0].Fps, robotType, [], [], recordings[0].Cameras, splits);
    }

    private static EpisodeRecording Episode(
        Recording recording, string[] tasks, Func<string, CancellationToken, ImageStatistics>? pixels, CancellationToken cancellationToken) =>
        new(tasks[0],
            [.. Enumerable.Range(0, recording.Frames).Select(t => (float)((double)t / recording.Fps))],
            new float[recording.Frames, 0], new float[recording.Frames, 0],
            recording.Videos, Stages(recording),
            new Dictionary<string, string> { [RecordingLabel] = recording.Name },
            pixels is null ? new Dictionary<string, ImageStatistics>()
                : recording.Videos.ToDictionary(view => view.Key, view => pixels(view.Value, cancellationToken)))
        {
            AlternativeTasks = tasks[1..],
        };

    private static IReadOnlyList<StageAnnotation> Stages(Recording recording)
    {
        var path = Path.Combine(recording.Folder, KeyframeFile);
        var names = new List<string>();
        var (starts, ends) = (new List<long>(), new List<long>());
        foreach (var keyframe in Entries(path))
        {
            // the files really spell it with one n
            names.Add(Value<string>(path, keyframe, "anotation", "annotation"));
            starts.Add(Value<long>(path, keyframe, "start_frame_id"));
            ends.Add(Value<long>(path, keyframe, "end_frame_id"));
        }

        var raw = new RawStages(path, 0, [.. names], [.. starts], [.. ends]);
        return StageForm.Normalize(raw, recording.Frames, recording.Fps, defect => throw new DataException(defect with { Episode = null }));
    }

    private static string[] Tasks(string source)
    {
        var path = Path.Combine(source, TaskFile);
        string[] tasks = [.. JsonFile.ReadArray(path, "Write the instruction as [\"text\"].").Select(task => task is JsonValue value && value.TryGetValue<string>(out var text) ? text
            : throw new DataException(new Defect(path, "it is not a list of texts.", "Write the instruction as [\"text\"].")))];
        return tasks.Length > 0 ? tasks : throw new DataException(new Defect(path, "it holds no instruction.", "Write the instruction as [\"text\"]."));
    }

    private static IEnumerable<JsonObject> Entries(string path) =>
        JsonFile.ReadArray(path, "Annotate the recording again.").Select(entry => entry as JsonObject
            ?? throw new DataException(new Defect(path, "an entry is not an object.", "Annotate the recording again.")));

    private static T Value<T>(string path, JsonObject entry, params string[] keys)
    {
        foreach (var key in keys)
            if (entry[key] is JsonValue value && value.TryGetValue<T>(out var found))
                return found;
        throw new DataException(new Defect(path, $"a keyframe has no usable '{keys[0]}': {entry.ToJsonString()}.", "Annotate the recording again."));
    }
}
