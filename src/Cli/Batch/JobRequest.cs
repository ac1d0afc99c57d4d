namespace Robotics.Cli.Batch;

/// <summary>How a sharded command is to run on a cluster.</summary>
/// <param name="Command">What runs.</param>
/// <param name="Shards">Tasks of the array.</param>
/// <param name="Program">The program that every task starts.</param>
/// <param name="WorkingDirectory">Where the command's relative paths begin.</param>
/// <param name="JobDirectory">Full path of the folder of job files and logs.</param>
internal sealed record JobRequest(ShardedCommand Command, int Shards, string Program, string WorkingDirectory, string JobDirectory)
{
    /// <summary>Slurm's arrays end at task 1000 unless a site allows more.</summary>
    public const int MaximumShards = 1000;

    /// <summary>Tasks that run at the same time at most.</summary>
    public int AtOnce { get; init; } = 1;

    /// <summary>Processors of a task.</summary>
    public int Processors { get; init; } = 1;

    /// <summary>Memory of a task, as Slurm writes it, such as 8G.</summary>
    public string Memory { get; init; } = "8G";

    /// <summary>Time limit of a task, as Slurm writes it, such as 04:00:00.</summary>
    public string Time { get; init; } = "";

    /// <summary>Further options of sbatch, one a line, such as <c>--account=robots</c>.</summary>
    public IReadOnlyList<string> Sbatch { get; init; } = [];

    /// <summary>Kubernetes: the container image.</summary>
    public string Image { get; init; } = "";

    /// <summary>Kubernetes: the volume claim that holds the data.</summary>
    public string Claim { get; init; } = "";

    /// <summary>Kubernetes: where the claim is mounted.</summary>
    public string Mount { get; init; } = "";

    /// <summary>Name of the array job; the merge's is this with <c>-merge</c>.</summary>
    public string Name => $"robotics-{Command.Verb}";

    /// <summary>What a task runs.</summary>
    public IReadOnlyList<string> TaskArguments => [Program, .. Command.Arguments, "--shard", $"auto/{Shards}"];

    /// <summary>What joins the shards.</summary>
    public IReadOnlyList<string> MergeArguments => [Program, "merge", Command.Folder.Directory];
}
