namespace Robotics.Datasets.Files;

/// <summary>Files that exist either whole or not at all: written under a temporary name beside the target, then renamed.</summary>
public static class AtomicFile
{
    /// <summary>The temporary name of a file while this process writes it: machines that share the folder have process numbers of their own.</summary>
    /// <param name="path">The file.</param>
    /// <param name="writer">Tells writers of one process apart, where several may write the file at once.</param>
    public static string PartialOf(string path, string writer = "") => $"{path}.{Environment.MachineName}-{Environment.ProcessId}{writer}.partial";

    /// <summary>Writes a file; an older one of that name stays untouched until the new one is whole.</summary>
    public static void Write(string path, Action<Stream> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        WriteNamed(path, partial =>
        {
            using var stream = File.Create(partial);
            write(stream);
            stream.Flush(flushToDisk: true);
        });
    }

    /// <summary>As <see cref="Write"/>, for writers that want a file name.</summary>
    public static void WriteNamed(string path, Action<string> write)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(write);
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder)
            Directory.CreateDirectory(folder);
        var partial = PartialOf(path);
        try
        {
            write(partial);
            File.Move(partial, path, overwrite: true);
        }
        catch
        {
            File.Delete(partial);
            throw;
        }
    }
}
