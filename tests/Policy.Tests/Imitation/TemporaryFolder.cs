namespace Robotics.Policy.Tests.Imitation;

/// <summary>A folder that vanishes after the test.</summary>
public sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("robotics-policy-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
