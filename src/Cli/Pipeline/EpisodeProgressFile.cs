using Robotics.Datasets;
using Robotics.RewardModels;

namespace Robotics.Cli.Pipeline;

/// <summary>The estimated progress of one episode on disk, until the tables of all episodes are written.</summary>
internal sealed class EpisodeProgressFile(string directory, Episode episode, string modelId)
{
    private const string ModelKey = "reward_model_id";
    private const string InputKey = "input";

    /// <summary>The file.</summary>
    public string Path { get; } = System.IO.Path.Combine(directory, $"episode_{episode.Index:000000}.parquet");

    /// <summary>Whether the file is there and whole, and came from this model and input.</summary>
    public bool IsOf(string input)
    {
        if (!File.Exists(Path)) return false;
        try
        {
            return Read().Metadata.GetValueOrDefault(InputKey) == input;
        }
        catch (DataException)
        {
            return false;
        }
    }

    /// <summary>Writes what a model estimated.</summary>
    /// <param name="track">The estimate.</param>
    /// <param name="input">Fingerprint of what the model saw.</param>
    public void Write(ProgressTrack track, string input) => FrameTable.Of(
        [episode],
        new Dictionary<string, IReadOnlyList<float[]>>
        {
            ["stage"] = [Array.ConvertAll(track.Stages, stage => (float)stage)],
            ["progress"] = [track.Progress],
            ["confidence"] = [track.Confidence],
        },
        new Dictionary<string, string> { [ModelKey] = modelId, [InputKey] = input }).Write(Path);

    /// <summary>Columns stage, progress and confidence, one row for every frame of the episode.</summary>
    /// <exception cref="DataException">The file is missing or damaged, or holds another episode or model.</exception>
    public FrameTable Read()
    {
        var table = FrameTable.Read(Path);
        if (table.Metadata.GetValueOrDefault(ModelKey) != modelId)
            throw Bad($"it is from model {table.Metadata.GetValueOrDefault(ModelKey)}, not from {modelId}.");
        if (!table.Index.SequenceEqual(Enumerable.Range(0, episode.Length).Select(t => episode.FromIndex + t)) || table.EpisodeIndex.Any(index => index != episode.Index))
            throw Bad("it does not hold one row for every frame of the episode.");
        var progress = table.Column("progress");
        return Array.FindIndex(progress, value => value is not (>= 0 and <= 1)) is >= 0 and var frame
            ? throw Bad($"progress is {progress[frame]} in frame {frame}.")
            : table;
    }

    private DataException Bad(string problem) =>
        new(new Defect(Path, problem, "Run the command again that wrote it; it writes this file anew.") { Episode = episode.Index });
}
