using Robotics.Datasets.Files;
using Robotics.Datasets.LeRobot;

namespace Robotics.Datasets.Conversion;

/// <summary>Copies what no format version defines: licence, stage proportions, other tools' metadata, sidecar tables, further folders.</summary>
internal static class OtherFiles
{
    private const string MetadataFolder = "meta";

    // the whole format is written anew; the state of version control and of download caches describes the source
    private static readonly string[] LeftOut = ["data", "videos", MetadataFolder, ".git", ".cache"];

    private static readonly string[] Metadata =
    [
        DatasetPaths.Info, DatasetPaths.Statistics, DatasetPaths.Tasks, DatasetPaths.EpisodesFolder,
        DatasetPaths.LegacyTasks, DatasetPaths.LegacyEpisodes, DatasetPaths.LegacyStatistics,
    ];

    public static void Copy(ConversionPlan plan, string root, CancellationToken cancellationToken)
    {
        var source = plan.Source.Directory;
        foreach (var file in Below(source, entry => !LeftOut.Contains(entry)))
            // tables by frame index hold only for episodes that keep their numbers
            if (!(plan.Renumbers && Path.GetExtension(file) == ".parquet"))
                Copy(file);
        foreach (var file in Below(Path.Combine(source, MetadataFolder), entry => !Metadata.Contains($"{MetadataFolder}/{entry}")))
            Copy(file);
        CopyStatistics(plan, root);

        void Copy(string file)
        {
            cancellationToken.ThrowIfCancellationRequested();
            AtomicFile.WriteNamed(Path.Combine(root, Path.GetRelativePath(source, file)), partial => File.Copy(file, partial, overwrite: true));
        }
    }

    // those of the whole dataset are joined from the episodes'; where these are missing they are all there is
    private static void CopyStatistics(ConversionPlan plan, string root)
    {
        var (source, target) = (Path.Combine(plan.Source.Directory, DatasetPaths.Statistics), Path.Combine(root, DatasetPaths.Statistics));
        var hasEpisodes = File.Exists(target) || new FileInfo(Path.Combine(root, DatasetPaths.LegacyStatistics)) is { Exists: true, Length: > 0 };
        if (File.Exists(source) && !hasEpisodes && !plan.Renumbers)
            AtomicFile.WriteNamed(target, partial => File.Copy(source, partial, overwrite: true));
    }

    private static IEnumerable<string> Below(string folder, Func<string, bool> isWanted) =>
        Directory.EnumerateFileSystemEntries(folder).Where(entry => isWanted(Path.GetFileName(entry)))
            .SelectMany(entry => Directory.Exists(entry) ? Directory.EnumerateFiles(entry, "*", SearchOption.AllDirectories) : [entry]);
}
