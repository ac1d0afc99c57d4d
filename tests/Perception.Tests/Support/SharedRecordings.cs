using Robotics.Datasets.Tests.Fixtures;

namespace Robotics.Perception.Tests.Support;

/// <summary>Real recordings outside the repository; tests that need them are skipped where they are absent.</summary>
internal static class SharedRecordings
{
    internal static string Find(string relativePath)
    {
        string path = Path.Combine(Root(), relativePath);
        if (!File.Exists(path) && !Directory.Exists(path)) Assert.Skip($"needs the recordings folder with {relativePath} (ROBOTICS_TEST_DATA)");
        return path;
    }

    private static string Root() =>
        Environment.GetEnvironmentVariable("ROBOTICS_TEST_DATA") ?? Path.Combine(RepositoryFolder.Root, "..", "shared", "data");
}
