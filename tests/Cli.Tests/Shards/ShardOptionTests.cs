using Robotics.Cli.Commands;
using Robotics.Cli.Configuration;
using Robotics.Datasets.Sharding;

namespace Robotics.Cli.Tests.Shards;

public sealed class ShardOptionTests
{
    [Theory]
    [InlineData("0/1", 0, 1)]
    [InlineData("7/8", 7, 8)]
    public void A_part_is_given_in_numbers(string text, int index, int count) => Assert.Equal(new Shard(index, count), Read(text));

    [Fact]
    public void No_option_is_no_part() => Assert.Null(ShardOption.Read(null, _ => "3"));

    [Theory]
    [InlineData("8/8")]
    [InlineData("-1/8")]
    [InlineData("1")]
    [InlineData("1/2/3")]
    [InlineData("a/b")]
    [InlineData("0/0")]
    [InlineData("auto/x")]
    [InlineData("auto/0")]
    public void Anything_else_is_bad_usage(string text) => Refused(text, ("SLURM_ARRAY_TASK_ID", "0"));

    [Fact]
    public void A_Slurm_array_gives_part_and_number_of_parts() =>
        Assert.Equal(new Shard(2, 4), Read("auto", ("SLURM_ARRAY_TASK_ID", "7"), ("SLURM_ARRAY_TASK_MIN", "5"), ("SLURM_ARRAY_TASK_MAX", "8"), ("SLURM_ARRAY_TASK_COUNT", "4")));

    [Fact]
    public void A_few_tasks_submitted_again_keep_the_number_of_parts()
    {
        (string, string)[] again = [("SLURM_ARRAY_TASK_ID", "5"), ("SLURM_ARRAY_TASK_MIN", "2"), ("SLURM_ARRAY_TASK_MAX", "5"), ("SLURM_ARRAY_TASK_COUNT", "2")];
        Assert.Equal(new Shard(5, 8), Read("auto/8", again));
        Assert.Contains("auto/n", Refused("auto", again));
    }

    [Fact]
    public void A_Kubernetes_pod_has_an_index_and_needs_the_number()
    {
        Assert.Equal(new Shard(3, 8), Read("auto/8", ("JOB_COMPLETION_INDEX", "3")));
        Assert.Contains("auto/n", Refused("auto", ("JOB_COMPLETION_INDEX", "3")));
    }

    [Fact]
    public void A_task_beyond_the_parts_is_refused() => Assert.Contains("0-7", Refused("auto/8", ("SLURM_ARRAY_TASK_ID", "8")));

    [Fact]
    public void Outside_an_array_there_is_nothing_to_take() => Assert.Contains("JOB_COMPLETION_INDEX", Refused("auto/8"));

    [Theory]
    [InlineData("./robotics relabel --shard 1/2 --model m", "./robotics relabel --model m")]
    [InlineData("./robotics features d --shard=auto/8", "./robotics features d")]
    [InlineData("./robotics features d", "./robotics features d")]
    public void The_command_without_its_part(string line, string expected) => Assert.Equal(expected, ShardOption.Without(line));

    private static Shard? Read(string text, params (string Name, string Value)[] environment) =>
        ShardOption.Read(text, name => environment.FirstOrDefault(variable => variable.Name == name).Value);

    private static string Refused(string text, params (string Name, string Value)[] environment)
    {
        var fault = Assert.Throws<SettingsException>(() => Read(text, environment));
        Assert.True(fault.IsUsage);
        Assert.Contains($"--shard {text}", fault.Message);
        return fault.Message;
    }
}
