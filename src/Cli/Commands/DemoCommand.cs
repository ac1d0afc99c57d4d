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
        var full = new Option<bool>("--full") { Description = "The figures of the documentation, with controls and three training seeds; about 45 minutes on 2 cores." };
        var output = new Option<string>("--output") { Description = "Run folder; runs/demo, runs/demo-quick or runs/demo-full by default.", HelpName = "folder" };
        var resume = CommonOptions.Resume();
        var config = CommonOptions.Config("configs/demo/default.yaml");
        var command = new CommandWithSettings(Verb, "Record, train a reward model, relabel, train policies, evaluate and report, in one go.", ("", typeof(DemoSettings)))
        {
            quick, full, output, resume, config,
        };
        command.WithExamples("./robotics demo", "./robotics demo --quick", "./robotics demo --resume runs/demo");
        command.SetAction(parse =>
        {
            string?[] sizes = [parse.GetValue(quick) ? "--quick" : null, parse.GetValue(full) ? "--full" : null, parse.GetValue(config) is null ? null : "--config"];
            if (sizes.Count(given => given is not null) > 1)
                throw new SettingsException([$"{string.Join(" and ", sizes.Where(given => given is not null))} exclude each other: each names a configuration."], isUsage: true);
            var size = parse.GetValue(quick) ? "quick" : parse.GetValue(full) ? "full" : "default";
            var (run, settings) = invocation.OpenRun(
                Verb, parse.GetValue(resume), parse.GetValue(output) ?? Path.Combine("runs", size == "default" ? "demo" : $"demo-{size}"),
                () => SettingsFile.Load<DemoSettings>(
                    parse.GetValue(config) ?? Path.Combine(Installation.Root, "configs", "demo", size + ".yaml"), invocation.SettingsOnCommandLine));
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
