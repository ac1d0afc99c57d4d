namespace Robotics.EndToEnd;

public sealed class CommandLineTests
{
    [Fact]
    public void Help_is_a_success_on_standard_output()
    {
        var outcome = RoboticsProcess.Run("--help");
        Assert.Equal(0, outcome.ExitCode);
        Assert.Contains("Usage:", outcome.Output);
        Assert.Empty(outcome.Error);
    }

    [Fact]
    public void An_unknown_command_is_bad_usage()
    {
        var outcome = RoboticsProcess.Run("recrod");
        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains("recrod", outcome.Error);
    }
}
