namespace Robotics.Datasets;

/// <summary>One finished episode on its way into a dataset.</summary>
/// <param name="Task">The instruction.</param>
/// <param name="Timestamps">[T] seconds from the episode's start.</param>
/// <param name="States">[T, S]</param>
/// <param name="Actions">[T, A]</param>
/// <param name="Videos">Camera name to an mp4 of exactly T frames; the files must stay until the dataset is complete.</param>
/// <param name="Stages">Stage annotations in order; empty where there are none.</param>
/// <param name="Labels">Free columns of the episode's metadata row, such as <c>quality</c>.</param>
/// <param name="ImageStatistics">Camera name to the statistics of its pixels.</param>
public sealed record EpisodeRecording(
    string Task,
    float[] Timestamps,
    float[,] States,
    float[,] Actions,
    IReadOnlyDictionary<string, string> Videos,
    IReadOnlyList<StageAnnotation> Stages,
    IReadOnlyDictionary<string, string> Labels,
    IReadOnlyDictionary<string, ImageStatistics> ImageStatistics)
{
    /// <summary>Further instructions that describe the same episode.</summary>
    public IReadOnlyList<string> AlternativeTasks { get; init; } = [];

    /// <summary>Whether a name is free for a label: the format defines other columns of the metadata row.</summary>
    public static bool IsLabel(string name) => LeRobot.EpisodeKeys.IsLabel(name);

    /// <summary>T.</summary>
    public int Length => Timestamps.Length;
}
