namespace Robotics.Datasets.Files;

/// <summary>
/// Where finished pieces of a dataset wait for the others, beside its final place. Work that was killed goes on from here,
/// with the same settings. Held by one process at a time.
/// </summary>
public sealed class StagingFolder : IDisposable
{
    private const string SettingsName = "settings.json";
    private readonly FileStream _hold;

    /// <summary>Begins the folder, or goes on with the one that is there.</summary>
    /// <param name="root">The folder.</param>
    /// <param name="settings">Everything that the content follows from.</param>
    /// <exception cref="DataException">Other settings began it, or another process holds it.</exception>
    public StagingFolder(string root, ReadOnlySpan<byte> settings)
    {
        Root = root;
        Directory.CreateDirectory(Root);
        _hold = Hold(Path.Combine(Root, ".recording"));
        try
        {
            RequireSameSettings(settings);
        }
        catch
        {
            _hold.Dispose();
            throw;
        }
    }

    /// <summary>The folder.</summary>
    public string Root { get; }

    /// <summary>Where the dataset is put together, so that it appears under its name only with everything in it.</summary>
    public string Assembled => Path.Combine(Root, "dataset");

    /// <summary>Folder of a piece; it exists when, and only when, the piece is finished.</summary>
    public string Piece(int index) => Path.Combine(Root, $"episode_{index:D6}");

    /// <summary>Removes the folder and all that waited in it.</summary>
    public void Remove()
    {
        _hold.Dispose();
        Directory.Delete(Root, recursive: true);
    }

    /// <inheritdoc/>
    public void Dispose() => _hold.Dispose();

    private void RequireSameSettings(ReadOnlySpan<byte> settings)
    {
        var path = Path.Combine(Root, SettingsName);
        if (File.Exists(path) && File.ReadAllBytes(path).AsSpan().SequenceEqual(settings))
            return;
        // settings that finished nothing bind nobody
        if (File.Exists(path) && Directory.EnumerateDirectories(Root, "episode_*").Any(piece => !Path.HasExtension(piece)))
            throw new DataException(new Defect(Root, "an unfinished recording with other settings is there.",
                "Finish it with its settings, remove the folder, or choose another output."));
        var content = settings.ToArray();
        AtomicFile.Write(path, stream => stream.Write(content));
    }

    private static FileStream Hold(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException fault)
        {
            throw new DataException(new Defect(Path.GetDirectoryName(path)!, "another process is recording here.",
                "Wait for it, or choose another output."), fault);
        }
    }
}
