using Robotics.Datasets.LeRobot;

namespace Robotics.Datasets.Inspection;

/// <summary>A dataset's files with the episodes in them, and those that are not there.</summary>
internal sealed class FileInventory
{
    public FileInventory(LeRobotDataset dataset, bool allowSubset)
    {
        foreach (var row in dataset.Rows)
        {
            var missing = LeRobotDataset.MissingFiles(row);
            if (!(allowSubset && missing.Count == 1 + row.Episode.Videos.Count))
                foreach (var file in missing)
                    if (_missing.Add(file))
                        Missing.Add(new Defect(file, "the file is missing.", LeRobotDataset.AbsentFileRemedy) { Episode = row.Episode.Index });
            if (!missing.Contains(row.DataFile))
                Put(Data, row.DataFile, row);
            foreach (var (camera, segment) in row.Episode.Videos)
                if (!missing.Contains(segment.Path))
                    Put(Videos, segment.Path, (camera, row.Episode));
        }
    }

    private readonly HashSet<string> _missing = [];

    /// <summary>One defect a file.</summary>
    public List<Defect> Missing { get; } = [];

    /// <summary>Data files with their episodes.</summary>
    public Dictionary<string, List<EpisodeRow>> Data { get; } = [];

    /// <summary>Video files with their camera and episodes.</summary>
    public Dictionary<string, List<(string Camera, Episode Episode)>> Videos { get; } = [];

    private static void Put<T>(Dictionary<string, List<T>> files, string path, T entry)
    {
        if (!files.TryGetValue(path, out var list))
            files[path] = list = [];
        list.Add(entry);
    }
}
