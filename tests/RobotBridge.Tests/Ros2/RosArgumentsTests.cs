using Robotics.RobotBridge.Ros2.Names;

namespace Robotics.RobotBridge.Tests.Ros2;

public sealed class RosArgumentsTests
{
    [Fact]
    public void Arguments_of_ROS_are_told_from_the_others()
    {
        var arguments = RosArguments.Parse(
            ["--config", "a.yaml", "--ros-args", "-r", "in:=out", "-p", "rate:=30", "--params-file", "p.yaml", "--log-level", "debug", "--", "--json", "--ros-args", "--remap", "__ns:=/r"]);
        Assert.Equal(["--config", "a.yaml", "--json"], arguments.Rest);
        Assert.Equal([new RemapRule(null, "in", "out"), new RemapRule(null, "__ns", "/r")], arguments.Remaps);
        Assert.Equal([new("rate", "30")], arguments.Parameters);
        Assert.Equal(["p.yaml"], arguments.ParameterFiles);
        Assert.Equal("debug", arguments.LogLevel);
    }

    [Fact]
    public void Arguments_can_be_written_again()
    {
        var arguments = RosArguments.Parse(
            ["--json", "--ros-args", "-r", "in:=out", "-r", "me:__ns:=/r", "-p", "rate:=30", "-p", "other:text:=a: b", "--params-file", "p.yaml", "--log-level", "debug"]);
        var again = RosArguments.Parse(arguments.Format());
        Assert.Equal(arguments.Remaps, again.Remaps);
        Assert.Equal(arguments.Parameters, again.Parameters);
        Assert.Equal((arguments.ParameterFiles.Single(), arguments.LogLevel), (again.ParameterFiles.Single(), again.LogLevel));
        Assert.Empty(again.Rest);
    }

    [Theory]
    [InlineData("-r", "nothing")]
    [InlineData("-r", ":=to")]
    [InlineData("-p", "rate=30")]
    [InlineData("--unknown", "x")]
    public void Malformed_arguments_are_refused(string option, string value) =>
        Assert.Throws<FormatException>(() => RosArguments.Parse(["--ros-args", option, value]));

    [Fact]
    public void A_missing_value_is_refused() => Assert.Throws<FormatException>(() => RosArguments.Parse(["--ros-args", "-r"]));

    [Fact]
    public void The_first_matching_rule_for_this_node_wins()
    {
        var arguments = RosArguments.Parse(["--ros-args", "-r", "other:a:=x", "-r", "me:a:=y", "-r", "a:=z", "-r", "~/b:=c"]);
        var node = arguments.Identify("me");
        Assert.Equal(["/y", "/c", "/d"], new[] { "a", "~/b", "/d" }.Select(topic => arguments.Resolve(topic, node)));
    }

    [Theory]
    [InlineData("__ns:=no_slash")]
    [InlineData("__node:=a/b")]
    [InlineData("__node:=1st")]
    public void Names_that_are_none_are_refused(string rule) =>
        Assert.Throws<FormatException>(() => RosArguments.Parse(["--ros-args", "-r", rule]).Identify("node"));
}
