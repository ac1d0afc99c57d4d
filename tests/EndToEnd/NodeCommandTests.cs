using System.Diagnostics;
using Robotics.Cli.Tests;
using Robotics.RobotBridge.Tests.Ros2;

namespace Robotics.EndToEnd;

/// <summary><c>robotics node</c> with the example configuration, as a user and a service manager meet it.</summary>
public sealed class NodeCommandTests(QuickDemo demo) : IDisposable
{
    private static readonly string Example = Path.Combine(RoboticsProcess.Root, "configs/bridge/observe.yaml");
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public void Joins_the_network_and_leaves_it_cleanly_on_a_signal(string signal)
    {
        var model = Path.Combine(demo.Run, "reward");
        IsolatedNetwork.Run(() => JoinAndLeave(model, signal));
    }

    [Fact]
    public void A_misspelled_key_is_told_with_its_line()
    {
        var config = _folder.Write("node.yaml", File.ReadAllText(Example).Replace("  slop: 0.03", "  slopp: 0.03", StringComparison.Ordinal));
        var line = Array.FindIndex(File.ReadAllLines(config), text => text.Contains("slopp", StringComparison.Ordinal)) + 1;
        Refused(1, RoboticsProcess.Run("node", "--config", config), $"node.yaml:{line}:", "Did you mean 'slop'?");
    }

    [Fact]
    public void Every_impossible_value_is_told_at_once_with_its_line()
    {
        var config = _folder.Write("node.yaml", """
            name: 7th
            dds: {domain: 300}
            sensors:
              slop: -1
              cameras:
                - {name: front, topic: /front//raw}
            progress:
              model: nowhere
              rate: 0
            """);
        Refused(1, RoboticsProcess.Run("node", "--config", config),
            "node.yaml:1:", "node.yaml:2:", "300", "node.yaml:4:", "node.yaml:6:", "two slashes", "node.yaml:9:");
    }

    [Fact]
    public void A_missing_model_view_or_state_is_told_before_anything_runs()
    {
        Refused(1, RoboticsProcess.Run("node", "--config", Example, "--progress.model=" + _folder["nowhere"]), "nowhere", "holds no trained reward model");
        var model = "--progress.model=" + Path.Combine(demo.Run, "reward");
        Refused(1, RoboticsProcess.Run("node", "--config", Example, model, "--sensors.cameras=[{name: front, topic: /front}]"), "'sensors.cameras' has no 'side'");
        Refused(1, RoboticsProcess.Run("node", "--config", Example, model, "--robot.embodiment=joints", "--robot.joints=[a, b]"), "14 numbers of state", "robot.embodiment");
        Refused(1, RoboticsProcess.Run("node", "--config", _folder["nowhere.yaml"]), "nowhere.yaml", "no such configuration file");
    }

    [Fact]
    public void A_policy_for_another_robot_is_told_before_anything_runs()
    {
        var drive = Path.Combine(RoboticsProcess.Root, "configs/bridge/drive.yaml");
        string[] arguments = ["node", "--config", drive, "--progress.model=null", "--dds.domain=97"];
        var reward = Path.Combine(demo.Run, "reward");
        Refused(1, RoboticsProcess.Run([.. arguments, "--drive.policy=" + _folder["nowhere"]]), "nowhere", "holds no trained policy");
        Refused(1, RoboticsProcess.Run([.. arguments, "--drive.policy=" + reward]), reward, "holds no policy", "./robotics train policy");
        string[] policy = [.. arguments, "--drive.policy=" + Directory.GetDirectories(Path.Combine(demo.Run, "policies"))[0]];
        Refused(1, RoboticsProcess.Run([.. policy, "--sensors.cameras=[{name: top, topic: /top}]"]), "The policy in", "no 'front', only top");
        Refused(1, RoboticsProcess.Run([.. policy, "--safety.joints=[{name: joint1, low: -1, high: 1, velocity: 1, acceleration: 1, step: 1}]"]), "'safety.joints' limits joint1; the robot's joints are joint1, joint2");
        Refused(1, RoboticsProcess.Run([.. policy, "--role=shadow", "--robot.embodiment=joints", "--robot.joints=[a, b, c, d, e, f, g, h, i, j, k, l, m, n]"]), "gives 5 numbers per action", "'robot' takes 14");
    }

    [Fact]
    public void Wrong_ROS_arguments_are_bad_usage()
    {
        Refused(2, RoboticsProcess.Run("node", "--ros-args", "-x", "y"), "-x");
        Refused(2, RoboticsProcess.Run("node", "--ros-args", "--params-file", _folder["params.yaml"]), "params.yaml");
        Refused(2, RoboticsProcess.Run("node", "--ros-args", "-p", "dds.domian:=3"), "dds.domian", "Did you mean 'domain'?");
        Refused(2, RoboticsProcess.Run("node", "--simulate", "pick_place", "--dds.localhost_only=true", "--dds.domain=97", "--ros-args", "-r", "/joint_states:=/joint//states"), "/joint//states");
        Refused(2, RoboticsProcess.Run("dataset", "info", "x", "--ros-args", "-r", "a:=b"), "./robotics node");
    }

    private static void JoinAndLeave(string model, string signal)
    {
        using var process = RoboticsProcess.Start(
            "node", "--config", Example, "--progress.model=" + model, "--json",
            "--ros-args", "-r", "__ns:=/robot1", "-r", "__node:=watcher", "-p", "dds.domain:=97", "-p", "dds.localhost_only:=true");
        Assert.Equal("/robot1/watcher is in domain 97 and observes front, side, wrist. Ctrl-C stops it.", process.StandardError.ReadLine());
        // a user at the terminal sees which topics never come
        var complaint = process.StandardError.ReadLine();
        Assert.StartsWith("nothing to estimate: no image of front on /front/image_raw, which nobody publishes; ", complaint, StringComparison.Ordinal);
        Assert.EndsWith("no joint state on /joint_states, which nobody publishes", complaint, StringComparison.Ordinal);
        var clock = Stopwatch.StartNew();
        RoboticsProcess.Signal(process, signal);
        var outcome = RoboticsProcess.Finish(process);
        Assert.Equal(0, outcome.ExitCode);
        Assert.Contains("\"estimates\": 0", outcome.Output);
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(60));
    }

    private static void Refused(int exitCode, Outcome outcome, params string[] parts)
    {
        Assert.Equal(exitCode, outcome.ExitCode);
        Assert.All(parts, part => Assert.Contains(part, outcome.Error));
        Assert.DoesNotContain("   at ", outcome.Error);
    }
}
