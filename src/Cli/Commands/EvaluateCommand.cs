using System.CommandLine;
using Robotics.Cli.Configuration;
using Robotics.Cli.Pipeline;
using Robotics.Cli.Runs;
using Robotics.Policy.Rollout;
using Robotics.Simulation.Tasks;

namespace Robotics.Cli.Commands;

/// <summary><c>robotics evaluate</c>: policies in simulation, from the same initial states.</summary>
internal static class EvaluateCommand
{
    private const string Verb = "evaluate";

    /// <summary>Builds the command.</summary>
    public static Command Create(Invocation invocation)
    {
        var policies = new Argument<string[]>("policies") { Description = "Folders of trained policies; the first is the baseline that the others are compared with.", Arity = ArgumentArity.ZeroOrMore };
        var episodes = new Option<int>("--episodes") { Description = "Initial states, the same for every policy.", DefaultValueFactory = _ => 200 };
        var (output, resume, json) = (CommonOptions.Output("runs/evaluation"), CommonOptions.Resume(), JsonResult.Option());
        var command = new CommandWithSettings(
            Verb, "Runs policies in simulation: k of n with intervals, paired comparison, failures by stage, a video of each.", ("", typeof(EvaluationSettings)), ("task", typeof(PickPlaceSettings)))
        {
            policies, episodes, output, resume, json,
        };
        command.SetAction(parse =>
        {
            var (run, settings) = invocation.OpenRun(
                Verb, parse.GetValue(resume), parse.GetRequiredValue(output),
                () => Settings(parse.GetValue(policies) ?? [], parse.GetValue(episodes), invocation.SettingsOnCommandLine));
            var summary = new PolicyComparisonStep(settings, run, invocation.StepContext).Run();
            if (parse.GetValue(json)) invocation.Terminal.WriteResult(JsonResult.Write(summary));
            else Print(invocation, summary, run);
            return ExitCode.Success;
        });
        return command.WithExamples(
            "./robotics evaluate runs/bc runs/ra_bc --output runs/comparison",
            "./robotics evaluate runs/ra_bc --episodes 50 --task.max_steps=200 --json",
            "./robotics evaluate --resume runs/comparison");
    }

    private static PolicyComparisonSettings Settings(string[] policies, int episodes, IReadOnlyList<string> overrides)
    {
        if (policies.Length == 0) throw new SettingsException(["No policy was named: give the folder of a finished 'train policy'."], isUsage: true);
        if (policies.GroupBy(Path.GetFullPath).FirstOrDefault(same => same.Count() > 1) is { Key: var twice })
            throw new SettingsException([$"A policy is compared with another one, and {twice} is named twice."], isUsage: true);
        foreach (var policy in policies) new PolicyFolder(policy).Load().Dispose();
        return new PolicyComparisonSettings
        {
            Policies = [.. policies.Select(Path.GetFullPath)],
            Task = SettingsFile.Load<PickPlaceSettings>(null, overrides.OfGroup("task")),
            Evaluation = SettingsFile.Load<EvaluationSettings>(null, overrides.OfMain("evaluation", "task").Prepend(SettingOverride.Parse($"--episodes={episodes}"))),
        };
    }

    private static void Print(Invocation invocation, PolicyComparisonSummary summary, RunFolder run)
    {
        var terminal = invocation.Terminal;
        foreach (var policy in summary.Policies)
        {
            terminal.WriteResult($"{policy.Name,-24}{policy.Success}");
            var failures = string.Join(", ", policy.Failures.Stages.Where(s => s.Episodes > 0).Select(s => $"{s.Episodes} stopped at '{s.Stage}'"));
            if (failures.Length > 0) terminal.WriteResult($"{"",-24}{failures}");
            if (policy.Failures.Faults > 0) terminal.WriteResult($"{"",-24}{policy.Failures.Faults} ended by a fault of the simulation, which counts as a failure");
        }
        foreach (var comparison in summary.Comparisons) terminal.WriteResult(comparison.Verdict);
        terminal.Say($"Every episode and a video of each policy are in {run.Directory}.");
    }
}
