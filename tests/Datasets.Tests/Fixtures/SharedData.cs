namespace Robotics.Datasets.Tests.Fixtures;

/// <summary>Real recordings outside the repository; tests that need them are skipped where they are absent.</summary>
internal static class SharedData
{
    public static string Require(string name)
    {
        var root = Environment.GetEnvironmentVariable("ROBOTICS_TEST_DATA") ?? Path.Combine(Repository(), "..", "shared", "data");
        var path = Path.Combine(root, name);
        if (!Directory.Exists(path))
            Assert.Skip($"There is no {name} in {root}.");
        return path;
    }

    private static string Repository()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Robotics.sln")))
                return folder.FullName;
        throw new DirectoryNotFoundException("Robotics.sln");
    }
}
