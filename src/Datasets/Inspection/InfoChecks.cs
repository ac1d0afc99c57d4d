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
        var tasks = dataset.Tasks.Count(task => task.Length > 0);
        if (tasks > 0 && dataset.Info.TotalTasks is { } promised && promised != tasks)
            report(new Defect(path, $"it promises {promised} tasks; the dataset has {tasks}.", "Correct 'total_tasks', or restore the tasks from the dataset's source."));
        foreach (var key in dataset.Info.VideoKeys)
            if (dataset.Info.Features[key].Video?.Fps is { } fps && Math.Abs(fps - dataset.Info.Fps) > 0.01)
                report(new Defect(path, $"feature '{key}' has {fps:R} frames per second; the dataset has {dataset.Info.Fps}.", "Correct the one that is wrong."));
    }
}
