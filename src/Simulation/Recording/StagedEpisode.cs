using System.Text.Json;
using Robotics.Datasets;
using Robotics.Simulation.Tasks;

namespace Robotics.Simulation.Recording;

/// <summary>One recorded episode as its staging folder holds it beside the videos, before the dataset is put together.</summary>
/// <param name="Plan">What it was to be.</param>
/// <param name="Result">What came of it.</param>
/// <param name="States">[T][S]</param>
/// <param name="Actions">[T][A]</param>
/// <param name="Stages">True stage [T].</param>
/// <param name="Fractions">How much of the stage is done [T].</param>
/// <param name="Histograms">Pixel levels per camera [3 * 256].</param>
public sealed record StagedEpisode(
    EpisodePlan Plan,
    RecordedEpisode Result,
    float[][] States,
    float[][] Actions,
    int[] Stages,
    double[] Fractions,
    IReadOnlyDictionary<string, long[]> Histograms)
{
    private const string FileName = "episode.json";

    /// <summary>True stages as contiguous annotations; a stage that is entered again appears again.</summary>
    public IReadOnlyList<StageAnnotation> Annotations()
    {
        var annotations = new List<StageAnnotation>();
        for (int start = 0, frame = 1; frame <= Stages.Length; frame++)
        {
            if (frame < Stages.Length && Stages[frame] == Stages[start])
                continue;
            annotations.Add(new StageAnnotation(PickPlaceStages.Names[Stages[start]], start, frame));
            start = frame;
        }

        return annotations;
    }

    /// <summary>A camera's video in an episode's folder.</summary>
    public static string VideoPath(string directory, string camera) => Path.Combine(directory, camera + ".mp4");

    /// <summary>Writes everything but the videos.</summary>
    public void Write(string directory) =>
        File.WriteAllBytes(Path.Combine(directory, FileName), JsonSerializer.SerializeToUtf8Bytes(this));

    /// <summary>Reads it back.</summary>
    /// <exception cref="DataException">The file is missing or broken.</exception>
    public static StagedEpisode Read(string directory)
    {
        string path = Path.Combine(directory, FileName);
        try
        {
            var episode = JsonSerializer.Deserialize<StagedEpisode>(File.ReadAllBytes(path));
            if (episode is not null && episode.IsConsistent())
                return episode;
        }
        catch (Exception fault) when (fault is JsonException or IOException or NotSupportedException)
        {
            throw Broken(path, fault);
        }

        throw Broken(path, null);
    }

    private bool IsConsistent()
    {
        int frames = Stages?.Length ?? 0;
        return frames > 0 && Plan is not null && Result?.Frames == frames
            && States?.Length == frames && States.All(state => state?.Length == PickPlaceSimulation.StateSize)
            && Actions?.Length == frames && Actions.All(action => action?.Length == PickPlaceSimulation.ActionSize)
            && Fractions?.Length == frames && Stages!.All(stage => stage >= 0 && stage < PickPlaceStages.Names.Count)
            && Histograms is not null;
    }

    private static DataException Broken(string path, Exception? fault) =>
        new(new Defect(path, "the staged episode is broken.", "Remove its folder and start the recording again."), fault);
}
