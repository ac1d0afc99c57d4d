using Robotics.Datasets;

namespace Robotics.Cli.Commands;

/// <summary>A dataset in a few numbers, from its metadata alone.</summary>
internal sealed record DatasetSummary(
    string Directory,
    string Format,
    int Fps,
    int Episodes,
    long Frames,
    double Seconds,
    int ShortestEpisode,
    int LongestEpisode,
    IReadOnlyList<string> Cameras,
    IReadOnlyList<string> Tasks,
    IReadOnlyList<string> Stages,
    int AnnotatedEpisodes,
    IReadOnlyDictionary<string, IReadOnlyDictionary<string, int>> Labels,
    IReadOnlyDictionary<string, string> Splits,
    IReadOnlyList<string> MissingFiles)
{
    /// <summary>Summarises an opened dataset.</summary>
    public static DatasetSummary Of(LeRobotDataset dataset)
    {
        var episodes = dataset.Episodes;
        var frames = episodes.Sum(e => (long)e.Length);
        return new DatasetSummary(
            dataset.Directory,
            dataset.Info.CodebaseVersion,
            dataset.Info.Fps,
            episodes.Count,
            frames,
            (double)frames / dataset.Info.Fps,
            episodes.Select(e => e.Length).DefaultIfEmpty().Min(),
            episodes.Select(e => e.Length).DefaultIfEmpty().Max(),
            dataset.Cameras,
            dataset.Tasks,
            dataset.StageNames,
            episodes.Count(e => e.Stages.Count > 0),
            CountLabels(episodes),
            dataset.Info.Splits,
            [.. episodes.SelectMany(dataset.MissingFiles).Distinct()]);
    }

    private static Dictionary<string, IReadOnlyDictionary<string, int>> CountLabels(IReadOnlyList<Episode> episodes) =>
        episodes.SelectMany(e => e.Labels)
            .GroupBy(label => label.Key)
            .Select(group => (group.Key, Counts: group.GroupBy(l => l.Value).ToDictionary(v => v.Key, v => v.Count())))
            .Where(label => label.Counts.Values.Any(count => count > 1)) // a label like a seed tells episodes apart; it groups none
            .ToDictionary(label => label.Key, IReadOnlyDictionary<string, int> (label) => label.Counts);
}
