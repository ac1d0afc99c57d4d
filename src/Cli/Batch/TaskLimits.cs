namespace Robotics.Cli.Batch;

/// <summary>The tasks of an array job and what each gets of the cluster.</summary>
/// <param name="Shards">Tasks of the array.</param>
/// <param name="AtOnce">Tasks that run at the same time at most.</param>
/// <param name="Processors">Processors of a task.</param>
internal sealed record TaskLimits(int Shards, int AtOnce, int Processors)
{
    /// <summary>Slurm's arrays end at task 1000 unless a site allows more.</summary>
    public const int MaximumShards = 1000;

    /// <summary>Memory of a task, as Slurm writes it, such as 8G.</summary>
    public string Memory { get; init; } = "8G";

    /// <summary>Time limit of a task, as Slurm writes it, such as 04:00:00.</summary>
    public string Time { get; init; } = "";

    /// <summary>Further options of sbatch, one a line, such as <c>--account=robots</c>.</summary>
    public IReadOnlyList<string> Sbatch { get; init; } = [];
}
