using System.CommandLine;
using Robotics.Cli.Commands;
using Robotics.Cli.Progress;
using Robotics.Cli.Tests.Shards;

namespace Robotics.Cli.Tests.Commands;

public sealed class UsageTests
{
    [Fact]
    public void Help_with_an_example_is_a_success_for_every_command()
    {
        var invocation = new Invocation(Terminal.Plain(TextWriter.Null, TextWriter.Null, TimeProvider.System), TimeProvider.System, "", CancellationToken.None);
        var commands = Leaves(CommandTree.Build(invocation), []).ToArray();
        Assert.Contains(commands, names => names.SequenceEqual(["train", "policy"]));
        Assert.All(commands, names =>
        {
            var outcome = RoboticsCall.Run([.. names, "--help"]);
            Assert.Equal(0, outcome.ExitCode);
            Assert.Contains($"Usage:\n  {RootCommand.ExecutableName} {string.Join(' ', names)} ", outcome.Output);
            Assert.Contains($"  ./robotics {string.Join(' ', names)}", outcome.Output);
            Assert.Empty(outcome.Error);
        });
    }

    [Fact]
    public void Help_names_the_settings()
    {
        var help = RoboticsCall.Run("evaluate", "--help").Output;
        Assert.Contains("Settings, each as --key=value:\n  episodes, first_seed, workers, task.max_steps", help);
        Assert.DoesNotContain("additional arguments", help);
    }

    [Theory]
    [InlineData("'recrod' is no command of './robotics'. Did you mean 'record'?\nSee './robotics --help'.", "recrod")]
    [InlineData("'x' is no command of './robotics dataset'. Choose one of: info, check, convert, import, export.", "dataset", "x")]
    [InlineData("'--splt' is no option of './robotics features'. Did you mean '--split'? A setting is written --key=value.\nSee './robotics features --help'.", "features", "--splt", "train", "x")]
    [InlineData("'--splt' is no option of './robotics features' and none of its settings. Did you mean '--split'?", "features", "x", "--splt=train")]
    [InlineData("'--output_dir' is no option of './robotics train reward' and none of its settings. Did you mean '--output'?", "train", "reward", "--output_dir=x")]
    [InlineData("'--kappa' is a setting: write --kappa=VALUE.", "relabel", "--dataset", "x", "--model", "x", "--kappa", "3")]
    [InlineData("--kappa: -1 is negative; use 0 or more.", "relabel", "--dataset", "x", "--model", "x", "--kappa=-1")]
    [InlineData("--relabel.kappa: -1 is negative; use 0 or more.", "relabel", "--dataset", "x", "--model", "x", "--relabel.kappa=-1")]
    [InlineData("--relabel.kappa: 'kappa' must be a number, not 'much'.", "relabel", "--dataset", "x", "--model", "x", "--relabel.kappa=much")]
    [InlineData("'--jsno=1' is no option of './robotics dataset info', and it has no settings to override. Did you mean '--json'?", "dataset", "info", "x", "--jsno=1")]
    [InlineData("'y' is one argument too many for './robotics dataset info'.", "dataset", "info", "x", "y")]
    [InlineData("Cannot parse argument 'two' for option '--episodes'.\n", "evaluate", "x", "--episodes", "two")]
    [InlineData("Option '--model' is required.", "relabel", "--dataset", "x")]
    [InlineData("A policy is compared with another one, and ", "evaluate", "runs/x", "./runs/x")]
    [InlineData("--quick and --full exclude each other", "demo", "--quick", "--full")]
    [InlineData("--shards 0: 1 to 1000 are possible", "slurm", "--shards", "0", "--", "features", "DATASET")]
    public void Bad_usage_is_told_in_a_sentence_with_what_was_meant(string sentence, params string[] arguments)
    {
        var outcome = RoboticsCall.Run([.. arguments.Select(word => word == "DATASET" ? Datasets.Tests.Fixtures.Sample.Directory : word)]);
        Assert.Equal((2, ""), (outcome.ExitCode, outcome.Output));
        Assert.StartsWith(sentence, outcome.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("--at-once", outcome.Error);
    }

    [Fact]
    public void A_setting_without_prefix_and_one_of_another_group_are_no_options() =>
        Assert.StartsWith("--dataset is missing", RoboticsCall.Run("train", "reward", "--steps=3", "--reward.steps=3", "--backbone.threads=1").Error, StringComparison.Ordinal);

    private static IEnumerable<string[]> Leaves(Command command, string[] names)
    {
        var subcommands = command.Subcommands.Where(c => !c.Hidden).ToArray();
        return command.Action is not null && names.Length > 0
            ? [names, .. subcommands.SelectMany(c => Leaves(c, [.. names, c.Name]))]
            : subcommands.SelectMany(c => Leaves(c, [.. names, c.Name]));
    }
}
