using Robotics.Datasets.Inspection;

namespace Robotics.Datasets;

/// <summary>Finds every defect of a dataset in one pass.</summary>
public static class DatasetCheck
{
    /// <summary>
    /// Looks through metadata, data files, video headers and statistics. Of several defects of one kind in one episode and
    /// column the first is named.
    /// </summary>
    /// <returns>All defects, each with its place and a remedy; empty for a sound dataset.</returns>
    public static IReadOnlyList<Defect> Run(
        string directory, IVideoConcatenator video, CheckOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(directory);
        ArgumentNullException.ThrowIfNull(video);
        options ??= new CheckOptions();
        var defects = new List<Defect>();
        LeRobotDataset? dataset = null;
        Collect(defects, directory, () => dataset = LeRobotDataset.Open(directory, defects.Add));
        if (dataset is null)
            return defects;
        var files = new FileInventory(dataset, options.AllowSubset);
        defects.AddRange(files.Missing);
        foreach (var split in dataset.Info.Splits.Keys)
            Collect(defects, directory, () => dataset.Split(split));
        var (done, total) = (0, files.Data.Count + files.Videos.Count);
        var ranges = new Dictionary<int, EpisodeRanges>();
        foreach (var (path, rows) in files.Data)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Collect(defects, path, () => FrameChecks.Run(dataset, path, rows, ranges, defects.Add));
            options.Progress?.Report((++done, total));
        }

        foreach (var (path, episodes) in files.Videos)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Collect(defects, path, () => VideoChecks.Run(dataset, path, episodes, video, options.CountFrames, defects.Add, cancellationToken));
            options.Progress?.Report((++done, total));
        }

        Collect(defects, directory, () => StatisticsChecks.Run(dataset, ranges, defects.Add));
        return defects;
    }

    // what makes one file unusable must not hide the defects of the others
    private static void Collect(List<Defect> defects, string file, Action check)
    {
        try
        {
            check();
        }
        catch (DataException fault)
        {
            defects.Add(fault.Defect ?? new Defect(file, fault.Message, "Restore the file from the dataset's source."));
        }
    }
}
