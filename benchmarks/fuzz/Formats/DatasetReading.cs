using Robotics.Datasets;
using Robotics.Perception.Video;

namespace Robotics.Benchmarks.Fuzz.Formats;

/// <summary>Reads a dataset in every way that the product does.</summary>
internal static class DatasetReading
{
    /// <summary>Checks, opens, summarises, reads all frames and converts.</summary>
    internal static void Read(string directory, string version)
    {
        var video = new VideoConcatenator();
        foreach (var defect in DatasetCheck.Run(directory, video))
            if (!defect.File.StartsWith(directory, StringComparison.Ordinal) || defect.Problem.Length == 0 || defect.Remedy.Length == 0)
                throw new InvalidOperationException($"A defect lacks its place or remedy: {defect}");
        var dataset = LeRobotDataset.Open(directory);
        DatasetSummary.Of(dataset, video);
        foreach (string split in dataset.Info.Splits.Keys) dataset.Split(split);
        foreach (var episode in dataset.Episodes) dataset.ReadFrames(episode);
        Convert(dataset, directory + "-converted", version);
    }

    private static void Convert(LeRobotDataset dataset, string destination, string version)
    {
        try
        {
            DatasetConversion.Run(ConversionPlan.Of(dataset, destination, version), new VideoConcatenator(), new VideoCutter());
        }
        finally
        {
            foreach (string folder in (string[])[destination, destination + ".partial"])
                if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        }
    }
}
