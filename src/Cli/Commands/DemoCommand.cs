using System.CommandLine;
using Robotics.Cli.Configuration;
using Robotics.Cli.Demo;
using Robotics.Cli.Pipeline;
using Robotics.Cli.Runs;

namespace Robotics.Cli.Commands;

/// <summary><c>robotics demo</c>: the whole loop, from recording to the report.</summary>
internal static class DemoCommand
{
    private const string Verb = "demo";

    /// <summary>Builds the command.</summary>
    public static Command Create(Invocation invocation)
    {
        var quick = new Option<bool>("--quick") { Description = "A toy size in under 3 minutes: shows that everything runs, not how well." };
        var full = new Option<bool>("--full") { Description = "The figures of the documentation, with controls and three training seeds; under 2 hours on 2 cores." };
        var output = new Option<string>("--output") { Description = "Run folder; runs/demo, runs/demo-quick or runs/demo-full by default." };
        var resume = new Option<string>("--resume") { Description = "Continues an interrupted run." };
        var config = new Option<string>("--config") { Description = "Another configuration than configs/demo/default.yaml." };
        var command = new Command(Verb, "Record, train a reward model, relabel, train policies, evaluate and report, in one go.")
        {
            quick, full, output, resume, config,
        };
        command.TreatUnmatchedTokensAsErrors = false;
        command.WithExamples("./robotics demo", "./robotics demo --quick", "./robotics demo --resume runs/demo");
        command.SetAction(parse =>
        {
            var size = parse.GetValue(quick) ? "quick" : parse.GetValue(full) ? "full" : "default";
            var (run, settings) = invocation.OpenRun(
                Verb, parse.GetValue(resume), parse.GetValue(output) ?? Path.Combine("runs", size == "default" ? "demo" : $"demo-{size}"),
                () => SettingsFile.Load<DemoSettings>(
                    parse.GetValue(config) ?? Path.Combine(Installation.Root, "configs", "demo", size + ".yaml"), invocation.Overrides(parse)));
            return Run(invocation, run, settings);
        });
        return command;
    }

    private static int Run(Invocation invocation, RunFolder run, DemoSettings settings)
    {
        var context = invocation.StepContext;
        new DemoRun(settings, run, new RunSteps(run, invocation.Terminal, invocation.Clock), context).Run();
        invocation.Terminal.Say($"Report: {Path.GetFullPath(run.PathOf("report.html"))}");
        return ExitCode.Success;
    }
}
