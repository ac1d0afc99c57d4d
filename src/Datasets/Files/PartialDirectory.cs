namespace Robotics.Datasets.Files;

/// <summary>
/// A folder in the making: everything goes to <c>DIR.partial</c>, which takes the name DIR when it is complete. Only one
/// process can be at it; the lock goes with the process, so a leftover of a killed one does not block the next.
/// </summary>
internal sealed class PartialDirectory : IDisposable
{
    private const string LockName = ".writing";

    private readonly string _directory;
    private readonly FileStream _lock;
    private bool _isDone;

    /// <summary>Begins the folder; <paramref name="keep"/> says whether what an interrupted run left can be used.</summary>
    /// <exception cref="DataException">The folder exists already, or another process is writing it.</exception>
    public PartialDirectory(string directory, Func<string, bool>? keep = null)
    {
        _directory = Path.TrimEndingDirectorySeparator(Path.GetFullPath(directory));
        Root = Of(_directory);
        RequireNew();
        Directory.CreateDirectory(Root);
        _lock = Lock(Root);
        RequireStillNew();
        if (keep?.Invoke(Root) == true)
            RemoveUnfinished();
        else
            Clear();
    }

    /// <summary>Where a folder is while it is in the making.</summary>
    public static string Of(string directory) => Path.TrimEndingDirectorySeparator(Path.GetFullPath(directory)) + ".partial";

    /// <summary>Where to write.</summary>
    public string Root { get; }

    /// <summary>Gives the folder its name.</summary>
    public void Complete()
    {
        RequireNew();
        // held to the end: whoever took the folder over in between would clear it
        Directory.Move(Root, _directory);
        Unlock(_directory);
    }

    /// <summary>Removes what was written, unless it was completed.</summary>
    public void Discard()
    {
        if (_isDone)
            return;
        Unlock(Root);
        Directory.Delete(Root, recursive: true);
    }

    /// <summary>Leaves what was written for the next run.</summary>
    public void Dispose()
    {
        if (!_isDone)
            Unlock(Root);
    }

    private static FileStream Lock(string root)
    {
        try
        {
            return new FileStream(Path.Combine(root, LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException fault)
        {
            throw new DataException(new Defect(root, "another process is writing it.", "Wait for it, or choose another folder."), fault);
        }
    }

    private void Unlock(string folder)
    {
        File.Delete(Path.Combine(folder, LockName));
        _lock.Dispose();
        _isDone = true;
    }

    private void Clear()
    {
        foreach (var entry in new DirectoryInfo(Root).EnumerateFileSystemInfos().Where(entry => entry.Name != LockName))
            if (entry is DirectoryInfo folder)
                folder.Delete(recursive: true);
            else
                entry.Delete();
    }

    // what has its final name is whole, because files are renamed to it; the rest was being written when the run ended
    private void RemoveUnfinished()
    {
        foreach (var file in Directory.GetFiles(Root, "*.partial*", SearchOption.AllDirectories))
            File.Delete(file);
    }

    // another process may have completed it between the first look and the lock
    private void RequireStillNew()
    {
        try
        {
            RequireNew();
        }
        catch
        {
            Discard();
            throw;
        }
    }

    private void RequireNew()
    {
        if (Directory.Exists(_directory) || File.Exists(_directory))
            throw new DataException(new Defect(_directory, "it exists already and is left as it is.", "Choose another folder or remove this one."));
    }
}
