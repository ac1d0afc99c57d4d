namespace Robotics.Datasets.Files;

/// <summary>Follows symbolic links: download caches keep every file of a dataset as a link, and folders are linked across disks.</summary>
internal static class LinkedPath
{
    /// <summary>Bytes of the file that a path leads to; those of a link are no measure.</summary>
    public static long Length(string path) => new FileInfo(Target(path)).Length;

    /// <summary>The file or folder that a path leads to; the path itself where it is no link.</summary>
    public static string Target(string path) => File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;

    /// <summary>The full path without a link on the way; what does not exist yet stays as it is named.</summary>
    public static string Real(string path)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        if (Path.GetDirectoryName(full) is not { } parent)
            return full;
        var real = Path.Combine(Real(parent), Path.GetFileName(full));
        return Path.Exists(real) && Target(real) is var target && target != real ? Real(target) : real;
    }
}
