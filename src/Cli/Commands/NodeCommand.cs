using System.CommandLine;
using Robotics.Cli.Configuration;
using Robotics.Cli.Reports;
using Robotics.Cli.Robot;
using Robotics.RobotBridge.Node;

namespace Robotics.Cli.Commands;

/// <summary><c>robotics node</c>: a ROS 2 node on the robot's PC, or a simulated robot for it.</summary>
internal static class NodeCommand
{
    /// <summary>The command's name.</summary>
    public const string Name = "node";

    /// <summary>Builds the command.</summary>
    public static Command Create(Invocation invocation)
    {
        var config = new Option<string>("--config") { Description = "YAML file of settings; configs/bridge/observe.yaml by default, or simulated_robot.yaml. Any setting can be given as --key=value." };
        var simulate = new Option<string>("--simulate") { Description = "Be a simulated robot instead: its cameras, joint states and controller. The only task is pick_place." };
        simulate.AcceptOnlyFromAmong("pick_place");
        var json = JsonResult.Option();
        var command = new CommandWithSettings(Name, "A ROS 2 node that watches a robot, shadows or drives it (role in the configuration); needs no ROS installation. ROS 2's own arguments follow --ros-args. Ctrl-C or SIGTERM stops it.") { config, simulate, json };
        command.SetAction(parse =>
        {
            var (summary, sentence) = Run(invocation, parse.GetValue(config), parse.GetValue(simulate) is not null, NodeOverrides.Of(invocation));
            if (parse.GetValue(json)) invocation.Terminal.WriteResult(JsonResult.Write(summary));
            else invocation.Terminal.Say(sentence);
            return ExitCode.Success;
        });
        return command.WithExamples(
            "./robotics node --simulate pick_place",
            "./robotics node --config configs/bridge/observe.yaml --progress.rate=5 --ros-args -r __ns:=/robot1 -r /joint_states:=/arm/joint_states",
            "./robotics node --config configs/bridge/drive.yaml --record.folder=datasets/driven");
    }

    private static (object Summary, string Sentence) Run(Invocation invocation, string? config, bool isSimulated, IReadOnlyList<string> overrides)
    {
        try
        {
            return isSimulated
                ? Simulate(invocation, config ?? Installation.Config("bridge/simulated_robot.yaml"), overrides)
                : Work(invocation, config ?? Installation.Config("bridge/observe.yaml"), overrides);
        }
        catch (FormatException e)
        {
            // a name that --ros-args made of another
            throw new SettingsException([e.Message], isUsage: true);
        }
    }

    private static (object Summary, string Sentence) Work(Invocation invocation, string config, IReadOnlyList<string> overrides)
    {
        var settings = SettingsFile.Load<NodeSettings>(config, overrides);
        var summary = new NodeRun(settings, invocation.RosArguments, invocation.StepContext, invocation.Clock).Run();
        string[] parts =
        [
            .. summary.Progress is { } progress ? new[] { $"{progress.Estimates} estimates" } : [],
            .. summary.ShadowPlans is { } plans ? new[] { $"{plans} plans beside" } : [],
            .. summary.Driving is { } driving ? new[] { $"{driving.Plans} plans, {driving.Commands} commands and {driving.Vetoes} vetoes" } : [],
            .. summary.RecordedEpisodes is { } episodes ? new[] { Counted.Of(episodes, "recorded episode") } : [],
        ];
        return (summary, $"Stopped after {string.Join(", ", parts)}.");
    }

    private static (object Summary, string Sentence) Simulate(Invocation invocation, string config, IReadOnlyList<string> overrides)
    {
        var settings = SettingsFile.Load<SimulatedRobotSettings>(config, overrides);
        var outcomes = new SimulatedRobotRun(settings, invocation.RosArguments, invocation.StepContext, invocation.Clock).Run();
        var done = outcomes.Count(outcome => outcome);
        return (new { Episodes = outcomes.Count, Successes = done, Outcomes = outcomes }, $"Stopped. {done} of {Counted.Of(outcomes.Count, "episode")} done.");
    }
}
