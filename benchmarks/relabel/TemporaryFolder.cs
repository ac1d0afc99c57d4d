namespace Robotics.Benchmarks.Relabel;

/// <summary>A folder that disappears with the measurement.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    internal string Path { get; } = Directory.CreateTempSubdirectory("relabel-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
