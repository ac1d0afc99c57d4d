using Robotics.Datasets.LeRobot;
using Robotics.Datasets.Stages;

namespace Robotics.Datasets.Inspection;

/// <summary>Checks what the episodes' metadata says that opening a dataset does not need: where rows end, and the finer annotation.</summary>
internal static class EpisodeChecks
{
    private const string Remedy = "Convert the dataset again from its source, or correct the metadata.";

    public static void Run(LeRobotDataset dataset, Action<Defect> report)
    {
        // LeRobot takes an episode's rows by their place among all rows
        var expected = 0L;
        var behindGaps = MetadataGaps.EpisodesBehind(dataset);
        foreach (var row in dataset.Rows.OrderBy(row => row.Episode.FromIndex))
        {
            if (row.Episode.FromIndex != expected && !behindGaps.Contains(row.Episode.Index))
                Report(row, $"'dataset_from_index' is {row.Episode.FromIndex} where {expected} belongs.");
            expected = row.Episode.FromIndex + row.Episode.Length;
            if (row.EndIndex is { } end && end != expected)
                Report(row, $"'dataset_to_index' is {end} where {expected} belongs.");
            StageForm.Normalize(row.Dense, row.Episode.Length, dataset.Info.Fps, report);
        }

        void Report(EpisodeRow row, string problem) => report(new Defect(dataset.EpisodesPath, problem, Remedy) { Episode = row.Episode.Index });
    }
}
