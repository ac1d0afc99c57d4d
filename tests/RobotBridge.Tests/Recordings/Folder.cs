namespace Robotics.RobotBridge.Tests.Recordings;

/// <summary>A folder that a test fills and that goes with it.</summary>
internal sealed class Folder : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("recordings-test-").FullName;

    public string this[string relative] => Path.Combine(_root, relative);

    public void Dispose() => Directory.Delete(_root, recursive: true);
}
