namespace Robotics.Datasets.Tests.Fixtures;

/// <summary>Where this repository lies.</summary>
internal static class RepositoryFolder
{
    public static string Root { get; } = Find();

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Robotics.sln")))
                return folder.FullName;
        throw new DirectoryNotFoundException("Robotics.sln is in no folder above the tests.");
    }
}
