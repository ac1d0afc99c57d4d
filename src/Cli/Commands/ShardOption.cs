using System.CommandLine;
using System.Globalization;
using System.Text.RegularExpressions;
using Robotics.Cli.Configuration;
using Robotics.Datasets.Sharding;

namespace Robotics.Cli.Commands;

/// <summary><c>--shard</c>: which part of the work this process takes, given or read from the batch system.</summary>
internal static partial class ShardOption
{
    private const string Automatic = "auto";
    private const string SlurmIndex = "SLURM_ARRAY_TASK_ID";
    private const string KubernetesIndex = "JOB_COMPLETION_INDEX";

    /// <summary>The option.</summary>
    public static Option<string> Create() => new("--shard")
    {
        Description = "Work on part i of n only: i/n, counted from 0. auto/n takes i from a Slurm array or a Kubernetes Indexed Job, "
            + "auto takes n from a Slurm array as well. Join the parts with './robotics merge'.",
        HelpName = "i/n|auto[/n]",
    };

    /// <summary>The part that was asked for; null where the option was not given.</summary>
    /// <param name="text">As typed.</param>
    /// <param name="environment">Values of environment variables; null for those that are not set.</param>
    /// <exception cref="SettingsException">It names no part, or the batch system's variables do not.</exception>
    public static Shard? Read(string? text, Func<string, string?> environment)
    {
        ArgumentNullException.ThrowIfNull(environment);
        if (text is null) return null;
        var parts = text.Split('/');
        if (parts[0] != Automatic)
            return Shard.Parse(text) ?? throw Bad($"--shard {text} names no part. Write i/n with i from 0 to n - 1, such as 0/8; or auto/8 within a batch system.");
        if (parts.Length == 1) return WholeArray(text, environment);
        if (parts.Length != 2 || Number(parts[1]) is not (> 0 and <= Shard.MaximumCount and var count))
            throw Bad($"--shard {text}: after 'auto/' stands the number of parts, such as auto/8.");
        var (name, index) = Index(text, environment);
        return index < count
            ? new Shard(index, count)
            : throw Bad($"--shard {text}: {name} is {index}, but parts are counted from 0 to {count - 1}. Start the array as 0-{count - 1}.");
    }

    /// <summary>A command line without its shard, for messages that name other shards.</summary>
    public static string Without(string commandLine) => Given().Replace(commandLine, "");

    // a resubmission of a few tasks has another count, so only an unbroken array tells how many parts there are
    private static Shard WholeArray(string text, Func<string, string?> environment)
    {
        var (name, id) = Index(text, environment);
        int? first = Number(environment("SLURM_ARRAY_TASK_MIN")), last = Number(environment("SLURM_ARRAY_TASK_MAX")), count = Number(environment("SLURM_ARRAY_TASK_COUNT"));
        if (name != SlurmIndex || first is null || last is null || count is null)
            throw Bad($"--shard {text}: {name} is set, but nothing says how many parts there are. Write auto/n.");
        if (last - first + 1 != count || id < first || id > last)
            throw Bad($"--shard {text}: the array has {count} tasks from {first} to {last}, which are not all parts of one. Write auto/n with the number of parts that the first array had.");
        return new Shard(id - first.Value, count.Value);
    }

    private static (string Name, int Index) Index(string text, Func<string, string?> environment)
    {
        foreach (var name in new[] { SlurmIndex, KubernetesIndex })
        {
            if (environment(name) is not { } value) continue;
            return Number(value) is { } index ? (name, index) : throw Bad($"--shard {text}: {name} is '{value}', which is no number from 0 up.");
        }
        throw Bad($"--shard {text}: neither {SlurmIndex} nor {KubernetesIndex} is set, so this is no task of an array. Write i/n instead.");
    }

    private static int? Number(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    [GeneratedRegex(@" --shard[ =]\S+")]
    private static partial Regex Given();

    private static SettingsException Bad(string message) => new([message], isUsage: true);
}
