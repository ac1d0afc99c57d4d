using Robotics.Cli.Pipeline;
using Robotics.Cli.Runs;
using Robotics.Datasets;

namespace Robotics.Cli.Demo;

/// <summary>Where the parts of the loop lie inside the run folder.</summary>
internal sealed class DemoFolders(RunFolder run)
{
    /// <summary>Name of the reward training within the run.</summary>
    public const string Reward = "reward";

    /// <summary>The mixed demonstrations.</summary>
    public string Mixed => run.PathOf("dataset");

    /// <summary>The fluent demonstrations alone.</summary>
    public string Fluent => run.PathOf("dataset_fluent");

    /// <summary>Frozen features.</summary>
    public string Features => run.PathOf("features");

    /// <summary>Decoded training images.</summary>
    public string Images => run.PathOf("images");

    /// <summary>The report.</summary>
    public string Report => run.PathOf("report.html");

    /// <summary>Progress of the simulator, which only scoring reads.</summary>
    public string GroundTruth => Path.Combine(Mixed, "ground_truth.parquet");

    /// <summary>The trained reward model.</summary>
    public RewardModelFolder RewardModel => new(run.PathOf(Reward));

    /// <summary>LeRobot's progress file, made by relabelling.</summary>
    public SarmProgressFile RelabelledProgress() => SarmProgressFile.Read(Path.Combine(Mixed, SarmProgressFile.FileName));

    /// <summary>Name of a policy's training within the run.</summary>
    public static string PolicyName(PolicyVariant policy, ulong seed) => Path.Combine("policies", $"{policy.Name}-{seed}");

    /// <summary>A trained policy.</summary>
    public PolicyFolder Policy(PolicyVariant policy, ulong seed) => new(run.PathOf(PolicyName(policy, seed)));

    /// <summary>How a policy's episodes went.</summary>
    public RolloutFile Rollouts(PolicyVariant policy, ulong seed) => new(run.PathOf("evaluation", $"{policy.Name}-{seed}.json"));

    /// <summary>A video of one episode of a policy.</summary>
    public string Video(PolicyVariant policy) => run.PathOf("evaluation", $"{policy.Name}.mp4");
}
