using Robotics.Datasets.Inspection;

namespace Robotics.Datasets;

/// <summary>Finds every defect of a dataset in one pass.</summary>
public static class DatasetCheck
{
    /// <summary>
    /// Looks through metadata, data files, video headers and statistics; decodes every frame where the options say how. Of
    /// several defects of one kind in one episode and column the first is named.
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
        Collect(defects, directory, () => InfoChecks.Run(dataset, defects.Add));
        EpisodeChecks.Run(dataset, defects.Add);
        var progress = new CheckProgress(options.Progress, files.Data.Count + files.Videos.Count);
        var frames = new FrameChecks(dataset, defects.Add);
        foreach (var (path, rows) in files.Data)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Collect(defects, path, () => frames.Run(path, rows));
            progress.Add(1);
        }

        defects.AddRange(Videos(dataset, files, video, options, progress, cancellationToken));
        Collect(defects, directory, () => StatisticsChecks.RunWhole(dataset, defects.Add));
        Collect(defects, directory, () => StatisticsChecks.RunEpisodes(dataset, frames.Ranges, defects.Add));
        // a file that serves two ends is unreadable once
        return [.. defects.DistinctBy(defect => (defect.File, defect.Episode, defect.Frame, defect.Problem))];
    }

    // decoding takes nearly all the time, so files go side by side; the order of the result stays that of the files
    private static IEnumerable<Defect> Videos(
        LeRobotDataset dataset, FileInventory files, IVideoConcatenator video, CheckOptions options, CheckProgress progress, CancellationToken cancellationToken)
    {
        var parts = files.Videos.ToArray();
        var found = new List<Defect>[parts.Length];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellationToken };
        // few long files, as v3.0 has, would leave processors idle
        var threads = Math.Max(1, Environment.ProcessorCount / Math.Max(1, parts.Length));
        Parallel.For(0, parts.Length, parallel, i =>
        {
            var (path, episodes) = parts[i];
            var check = new VideoChecks(dataset, path, episodes, (found[i] = []).Add);
            var decoded = 0.0;
            Collect(found[i], path, () => check.Run(video, options.DecodeTimes, threads, share => progress.Add(Advance(ref decoded, share)), cancellationToken));
            progress.Add(1 - decoded);
        });
        return found.SelectMany(defects => defects);
    }

    private static double Advance(ref double from, double to)
    {
        var step = to - from;
        from = to;
        return step;
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
