using System.Text.Json;
using Robotics.Datasets;
using Robotics.Datasets.Files;

namespace Robotics.RobotBridge.Episodes;

/// <summary>The numbers of one recorded episode, as its folder holds them beside its videos until the dataset is put together.</summary>
/// <param name="Task">The instruction.</param>
/// <param name="Model">The reward model's id.</param>
/// <param name="StartStamp">Of the first frame, nanoseconds since the epoch.</param>
/// <param name="MissingFrames">Frames that the rate would have had in addition; the sensors or the model were late.</param>
/// <param name="States">[T][S]</param>
/// <param name="Actions">[T][A], what was commanded from each frame to the next; the last holds still.</param>
/// <param name="Stages">Estimated stage [T].</param>
/// <param name="StageNames">What the stages are called, by number; empty where a stage was never estimated.</param>
/// <param name="Progress">[T]</param>
/// <param name="Confidence">[T]</param>
/// <param name="Rewards">[T], of the transition to the next frame; 0 at the last.</param>
/// <param name="Success">The estimate at the last frame, [0, 1].</param>
/// <param name="Sizes">Width and height per camera.</param>
/// <param name="Histograms">Pixel levels per camera [3 * 256].</param>
internal sealed record RecordedEpisode(
    string Task,
    string Model,
    long StartStamp,
    long MissingFrames,
    float[][] States,
    float[][] Actions,
    float[] Stages,
    string[] StageNames,
    float[] Progress,
    float[] Confidence,
    float[] Rewards,
    float Success,
    IReadOnlyDictionary<string, int[]> Sizes,
    IReadOnlyDictionary<string, long[]> Histograms)
{
    private const string FileName = "episode.json";

    /// <summary>T.</summary>
    public int Length => States.Length;

    /// <summary>A camera's video in an episode's folder.</summary>
    public static string VideoPath(string directory, string camera) => Path.Combine(directory, camera + ".mp4");

    /// <summary>The robot's messages in an episode's folder.</summary>
    public static string BagPath(string directory) => Path.Combine(directory, "messages.mcap");

    /// <summary>Writes everything but the videos and messages.</summary>
    public void Write(string directory) =>
        AtomicFile.Write(Path.Combine(directory, FileName), stream => JsonSerializer.Serialize(stream, this));

    /// <summary>Reads it back.</summary>
    /// <exception cref="DataException">The file is missing or broken.</exception>
    public static RecordedEpisode Read(string directory)
    {
        var path = Path.Combine(directory, FileName);
        try
        {
            using var stream = File.OpenRead(path);
            if (JsonSerializer.Deserialize<RecordedEpisode>(stream) is { } episode && episode.IsConsistent())
                return episode;
        }
        catch (Exception fault) when (fault is JsonException or IOException or NotSupportedException)
        {
            throw Broken(path, fault);
        }
        throw Broken(path, null);
    }

    /// <summary>Whether every camera has the size that it has in another episode.</summary>
    public bool HasSizesOf(RecordedEpisode other) =>
        Sizes.All(size => other.Sizes.TryGetValue(size.Key, out var its) && size.Value.SequenceEqual(its));

    private bool IsConsistent() =>
        States is { Length: > 0 } && Actions?.Length == Length && Stages?.Length == Length && StageNames is not null && Progress?.Length == Length
        && Confidence?.Length == Length && Rewards?.Length == Length && Task is not null && Model is not null
        && Sizes is not null && Histograms is not null && Sizes.Values.All(size => size is { Length: 2 });

    private static DataException Broken(string path, Exception? fault) =>
        new(new Defect(path, "the recorded episode is broken.", "Remove its folder and start the node again."), fault);
}
