using Robotics.RobotBridge.Ros2.Names;

namespace Robotics.RobotBridge.Tests.Ros2;

public sealed class ParameterFileTests
{
    private static readonly NodeIdentity Node = new("/robot1", "reward");

    [Theory]
    [InlineData("/robot1/reward", true)]
    [InlineData("/**", true)]
    [InlineData("/*/reward", true)]
    [InlineData("/**/reward", true)]
    [InlineData("/robot1/*", true)]
    [InlineData("/*", false)]
    [InlineData("reward", false)]
    [InlineData("/robot2/reward", false)]
    public void Only_entries_for_this_node_count(string entry, bool counts)
    {
        var parameters = ParameterFile.Read($"{entry}:\n  ros__parameters:\n    rate: 30\n", Node);
        Assert.Equal(counts ? ["rate"] : [], parameters.Keys);
    }

    [Fact]
    public void Names_nest_lists_stay_lists_and_the_later_entry_holds()
    {
        var parameters = ParameterFile.Read(
            """
            /**:
              ros__parameters: {rate: 10, dds: {domain: 3}}
            robot1:
              reward:
                ros__parameters:
                  rate: 30
                  state_joints: [a, b]
            """,
            Node);
        Assert.Equal(["dds.domain = 3", "rate = 30", "state_joints = [a, b]"], parameters.Select(entry => $"{entry.Key} = {entry.Value}").Order());
    }

    [Theory]
    [InlineData("a: [")]
    [InlineData("just text")]
    [InlineData("/**:\n  ros__parameters: 7")]
    [InlineData("/**:\n  ros__parameters:\n    list: [[1]]")]
    public void Anything_else_is_refused(string yaml) => Assert.Contains("ine", Assert.Throws<FormatException>(() => ParameterFile.Read(yaml, Node)).Message);

    [Fact]
    public void An_empty_file_has_no_parameters() => Assert.Empty(ParameterFile.Read("", Node));
}
