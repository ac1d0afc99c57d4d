using Robotics.RobotBridge.Ros2.Definitions;

namespace Robotics.RobotBridge.Tests.Ros2;

public sealed class GeneratedRecordsTests
{
    /// <summary>Run once with UPDATE_MESSAGES=1 after a change of a definition or of the generator.</summary>
    [Fact]
    public void Records_are_what_the_generator_makes_of_the_definitions()
    {
        var folder = Path.Combine(RepositoryDefinitions.Folder, "..", "Messages");
        var expected = RepositoryDefinitions.All.Values.ToDictionary(
            definition => Path.GetFullPath(Path.Combine(folder, RecordGenerator.Path(definition))),
            definition => RecordGenerator.Generate(definition, name => RepositoryDefinitions.All[name]));
        if (Environment.GetEnvironmentVariable("UPDATE_MESSAGES") == "1")
            Write(expected);
        Assert.Equal(expected.Keys.Order(), Directory.EnumerateFiles(folder, "*.g.cs", SearchOption.AllDirectories).Select(Path.GetFullPath).Order());
        Assert.All(expected, file => Assert.Equal(file.Value, File.ReadAllText(file.Key)));
    }

    private static void Write(Dictionary<string, string> files)
    {
        foreach (var (path, text) in files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, text);
        }
    }
}
