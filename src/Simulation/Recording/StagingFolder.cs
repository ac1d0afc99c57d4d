using System.Text.Json;
using Robotics.Datasets;
using Robotics.Datasets.Files;

namespace Robotics.Simulation.Recording;

/// <summary>
/// Where finished episodes wait for the others: <c>DATASET.recording</c>. A recording that was killed goes on from here,
/// with the same settings. Held by one process at a time.
/// </summary>
internal sealed class StagingFolder : IDisposable
{
    private const string SettingsName = "settings.json";
    private readonly FileStream _hold;

    /// <exception cref="DataException">Other settings began it, or another process holds it.</exception>
    internal StagingFolder(string dataset, RecordingSettings settings)
    {
        Root = dataset + ".recording";
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

    internal string Root { get; }

    /// <summary>Where the dataset is put together, so that it appears under its name only with everything in it.</summary>
    internal string Assembled => Path.Combine(Root, "dataset");

    /// <summary>Folder of an episode; it exists when, and only when, the episode is finished.</summary>
    internal string Episode(int index) => Path.Combine(Root, $"episode_{index:D6}");

    /// <summary>Removes the folder and all that waited in it.</summary>
    internal void Remove()
    {
        _hold.Dispose();
        Directory.Delete(Root, recursive: true);
    }

    /// <inheritdoc/>
    public void Dispose() => _hold.Dispose();

    private void RequireSameSettings(RecordingSettings settings)
    {
        string path = Path.Combine(Root, SettingsName);
        // the number of workers changes nothing that is recorded
        byte[] content = JsonSerializer.SerializeToUtf8Bytes(settings with { Workers = 1 });
        if (!File.Exists(path))
            AtomicFile.Write(path, stream => stream.Write(content));
        else if (!File.ReadAllBytes(path).AsSpan().SequenceEqual(content))
            throw new DataException(new Defect(Root, "an unfinished recording with other settings is there.",
                "Finish it with its settings, remove the folder, or choose another output."));
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
