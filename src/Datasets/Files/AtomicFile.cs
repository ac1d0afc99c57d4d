namespace Robotics.Datasets.Files;

/// <summary>Files that exist either whole or not at all: written under a temporary name beside the target, then renamed.</summary>
public static class AtomicFile
{
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
        // machines that share the folder have process numbers of their own
        var partial = $"{path}.{Environment.MachineName}-{Environment.ProcessId}.partial";
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
