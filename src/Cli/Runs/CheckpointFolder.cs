using System.Globalization;

namespace Robotics.Cli.Runs;

/// <summary>
/// Checkpoints of one training as LeRobot lays them out: <c>checkpoints/002000/</c> and the link <c>checkpoints/last</c>.
/// A checkpoint is written beside and renamed, and <c>last</c> moves only afterwards; older ones are removed.
/// </summary>
public sealed class CheckpointFolder(string directory, int keep = 2)
{
    private const string LastLink = "last";

    /// <summary>The newest whole checkpoint, or null where there is none.</summary>
    public Checkpoint? Last => All().LastOrDefault();

    /// <summary>Writes the checkpoint of a step.</summary>
    /// <param name="step">Training steps done.</param>
    /// <param name="writeInto">Writes the files into the folder that it is given.</param>
    public Checkpoint Save(int step, Action<string> writeInto)
    {
        ArgumentNullException.ThrowIfNull(writeInto);
        var name = step.ToString("D6", CultureInfo.InvariantCulture);
        var path = Path.Combine(directory, name);
        var partial = path + ".partial";
        if (Directory.Exists(partial)) Directory.Delete(partial, recursive: true);
        Directory.CreateDirectory(partial);
        writeInto(partial);
        if (Directory.Exists(path)) Directory.Delete(path, recursive: true);
        Directory.Move(partial, path);
        PointLastTo(name);
        foreach (var old in All().SkipLast(keep)) Directory.Delete(old.Path, recursive: true);
        return new Checkpoint(step, path);
    }

    private IEnumerable<Checkpoint> All() =>
        !Directory.Exists(directory)
            ? []
            : Directory.EnumerateDirectories(directory)
                .Select(path => (Path: path, IsStep: int.TryParse(Path.GetFileName(path), NumberStyles.None, CultureInfo.InvariantCulture, out var step), Step: step))
                .Where(c => c.IsStep)
                .OrderBy(c => c.Step)
                .Select(c => new Checkpoint(c.Step, c.Path));

    private void PointLastTo(string name)
    {
        var link = Path.Combine(directory, LastLink);
        File.Delete(link);
        File.CreateSymbolicLink(link, name);
    }
}

/// <summary>One saved state of a training.</summary>
/// <param name="Step">Training steps done.</param>
/// <param name="Path">Its folder.</param>
public sealed record Checkpoint(int Step, string Path);
