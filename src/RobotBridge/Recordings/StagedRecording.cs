using System.Text.Json;
using Robotics.Datasets;

namespace Robotics.RobotBridge.Recordings;

/// <summary>A finished recording as its staging folder holds it beside the videos, before the dataset is put together.</summary>
/// <param name="Episodes">In order of time.</param>
/// <param name="Labels">Free columns for the metadata of its episodes.</param>
/// <param name="Task">The instruction.</param>
/// <param name="Report">What was measured.</param>
/// <param name="Files">What it was made of.</param>
/// <param name="State">What the states' numbers are.</param>
/// <param name="Action">What the actions' numbers are.</param>
internal sealed record StagedRecording(
    IReadOnlyList<StagedEpisode> Episodes, IReadOnlyDictionary<string, string> Labels, string Task, BagReport Report, IReadOnlyList<RecordedFile> Files,
    VectorLayout State, VectorLayout Action)
{
    private const string FileName = "recording.json";

    /// <summary>Where the video of an episode is in a recording's folder.</summary>
    public static string VideoPath(string directory, int episode, string camera) => Path.Combine(directory, $"episode_{episode:D3}.{camera}.mp4");

    /// <summary>Writes everything but the videos.</summary>
    public void Write(string directory) =>
        File.WriteAllBytes(Path.Combine(directory, FileName), JsonSerializer.SerializeToUtf8Bytes(this));

    /// <summary>Reads it back.</summary>
    /// <exception cref="DataException">The file is missing or broken.</exception>
    public static StagedRecording Read(string directory)
    {
        var path = Path.Combine(directory, FileName);
        try
        {
            return JsonSerializer.Deserialize<StagedRecording>(File.ReadAllBytes(path)) ?? throw new JsonException("it is empty");
        }
        catch (Exception fault) when (fault is JsonException or IOException or NotSupportedException)
        {
            throw new DataException(new Defect(path, $"the staged recording is broken: {fault.Message}", "Remove its folder and import again."), fault);
        }
    }
}

/// <summary>The numbers of one episode.</summary>
/// <param name="StartStamp">Stamp of the first frame, nanoseconds since the epoch.</param>
/// <param name="States">[T][S]</param>
/// <param name="Actions">[T][A]</param>
/// <param name="Stages">As annotated; empty without.</param>
/// <param name="Pixels">Levels per camera [3 * 256].</param>
/// <param name="Sizes">Width and height per camera.</param>
internal sealed record StagedEpisode(
    long StartStamp, float[][] States, float[][] Actions, IReadOnlyList<StageAnnotation> Stages,
    IReadOnlyDictionary<string, long[]> Pixels, IReadOnlyDictionary<string, int[]> Sizes);
