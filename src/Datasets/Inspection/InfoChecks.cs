using Robotics.Datasets.LeRobot;

namespace Robotics.Datasets.Inspection;

/// <summary>Checks that meta/info.json agrees with itself and with the episodes.</summary>
internal static class InfoChecks
{
    public static void Run(LeRobotDataset dataset, Action<Defect> report)
    {
        var path = Path.Combine(dataset.Directory, DatasetPaths.Info);
        foreach (var split in dataset.Info.Splits.Keys)
            if (dataset.SplitProblem(split) is { } defect)
                report(defect);
        foreach (var key in dataset.Info.VideoKeys)
            if (dataset.Info.Features[key].Video?.Fps is { } fps && Math.Abs(fps - dataset.Info.Fps) > 0.01)
                report(new Defect(path, $"feature '{key}' has {fps:R} frames per second; the dataset has {dataset.Info.Fps}.", "Correct the one that is wrong."));
    }
}
