using Robotics.Datasets.Tests.Fixtures;
using Robotics.RobotBridge.Ros2.Definitions;

namespace Robotics.RobotBridge.Tests.Ros2;

/// <summary>The .msg files of the repository.</summary>
internal static class RepositoryDefinitions
{
    public static string Root => RepositoryFolder.Root;

    public static string Folder { get; } = Path.Combine(Root, "src", "RobotBridge", "Ros2", "Definitions");

    public static IReadOnlyDictionary<string, MessageDefinition> All { get; } = Directory
        .EnumerateFiles(Folder, "*.msg", SearchOption.AllDirectories)
        .Select(file => MessageDefinition.Parse(Path.GetFileName(Path.GetDirectoryName(file)!), Path.GetFileNameWithoutExtension(file), File.ReadAllText(file)))
        .ToDictionary(definition => definition.FullName);
}
