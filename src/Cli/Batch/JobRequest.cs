namespace Robotics.Cli.Batch;

/// <summary>How a sharded command is to run on a cluster.</summary>
/// <param name="Command">What runs.</param>
/// <param name="Tasks">The array's tasks and what each gets.</param>
/// <param name="Program">The program that every task starts.</param>
/// <param name="WorkingDirectory">Where the command's relative paths begin.</param>
/// <param name="JobDirectory">Full path of the folder of job files and logs.</param>
internal sealed record JobRequest(ShardedCommand Command, TaskLimits Tasks, string Program, string WorkingDirectory, string JobDirectory)
{
    /// <summary>Kubernetes: the container image.</summary>
    public string Image { get; init; } = "";

    /// <summary>Kubernetes: the volume claim that holds the data.</summary>
    public string Claim { get; init; } = "";

    /// <summary>Kubernetes: where the claim is mounted.</summary>
    public string Mount { get; init; } = "";

    /// <summary>Name of the array job; the merge's is this with <c>-merge</c>.</summary>
    public string Name => $"robotics-{Command.Verb}";

    /// <summary>What a task runs.</summary>
    public IReadOnlyList<string> TaskArguments => [Program, .. Command.Arguments, "--shard", $"auto/{Tasks.Shards}"];

    /// <summary>What joins the shards.</summary>
    public IReadOnlyList<string> MergeArguments => [Program, "merge", Command.Folder.Directory];
}
