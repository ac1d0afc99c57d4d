using Robotics.RobotBridge.Ros2.Names;

namespace Robotics.RobotBridge.Tests.Ros2;

/// <summary>What a user with ROS 2 takes from the deploy folder.</summary>
public sealed class DeploymentTests
{
    private static readonly string Folder = Path.Combine(RepositoryDefinitions.Root, "deploy", "ros2");

    [Fact]
    public void The_message_package_has_the_definitions_that_the_node_sends()
    {
        var ours = Directory.GetFiles(Path.Combine(RepositoryDefinitions.Root, "src", "RobotBridge", "Ros2", "Definitions", "robotics_msgs"), "*.msg");
        var package = Path.Combine(Folder, "robotics_msgs");
        Assert.Equal(ours.Select(Path.GetFileName).Order(), Directory.GetFiles(Path.Combine(package, "msg")).Select(Path.GetFileName).Order());
        var build = File.ReadAllText(Path.Combine(package, "CMakeLists.txt"));
        foreach (var file in ours)
        {
            Assert.Equal(File.ReadAllText(file), File.ReadAllText(Path.Combine(package, "msg", Path.GetFileName(file))));
            Assert.Contains($"\"msg/{Path.GetFileName(file)}\"", build);
        }
    }

    [Fact]
    public void The_parameter_file_can_be_read()
    {
        var arguments = RosArguments.Parse(["--ros-args", "--params-file", Path.Combine(Folder, "params.yaml")]);
        Assert.False(NodeParameters.Read(arguments, new NodeIdentity("/robot1", "reward")).UseSimTime);
    }
}
