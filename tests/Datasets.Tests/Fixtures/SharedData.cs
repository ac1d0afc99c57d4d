namespace Robotics.Datasets.Tests.Fixtures;

/// <summary>Real recordings outside the repository; tests that need them are skipped where they are absent.</summary>
internal static class SharedData
{
    public static string Require(string name)
    {
        var root = Environment.GetEnvironmentVariable("ROBOTICS_TEST_DATA") ?? Path.Combine(RepositoryFolder.Root, "..", "shared", "data");
        var path = Path.Combine(root, name);
        if (!Directory.Exists(path))
            Assert.Skip($"There is no {name} in {root}.");
        return path;
    }
}
