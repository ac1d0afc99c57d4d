using Robotics.Cli.Pipeline;
using Robotics.Cli.Progress;
using Robotics.Cli.Runs;
using Robotics.Datasets;
using Robotics.Policy.Imitation;
using Robotics.RewardModels.Learning;

namespace Robotics.Cli.Demo;

/// <summary>Trains all policies of the comparison side by side, one core each: one small training gains little from a second core.</summary>
internal sealed class PolicyTrainings(DemoSettings settings, DemoFolders folders, RunFolder run, StepContext context)
{
    /// <summary>Trains every policy with every seed; those that an earlier attempt finished are skipped.</summary>
    public void Run()
    {
        TorchThreads.Limit(1);
        var jobs = settings.PolicySeeds.SelectMany(seed => settings.Policies.Select(policy => (Policy: policy, Seed: seed)))
            .Where(job => !folders.Policy(job.Policy, job.Seed).Exists).ToArray();
        using var mixed = Load(folders.Mixed, DemonstrationSet.Mixed);
        using var fluent = Load(folders.Fluent, DemonstrationSet.Fluent);
        using var progress = context.Terminal.Progress("Train policies", jobs.Sum(job => (double)job.Policy.Policy.Steps));
        var steps = new StepCounter(progress);
        Parallel.ForEach(
            jobs,
            new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = context.Cancellation },
            job => Train(job.Policy, job.Seed, job.Policy.Demonstrations == DemonstrationSet.Mixed ? mixed! : fluent!, steps));
    }

    private void Train(PolicyVariant policy, ulong seed, Loaded data, StepCounter steps)
    {
        var weights = PolicyTrainingStep.Run(
            data.Demonstrations, data.Episodes, policy.Policy, ProgressFor(policy), seed, run, DemoFolders.PolicyName(policy, seed), steps.Count, context.Cancellation);
        if (weights?.Warning is { } warning)
            context.Terminal.Warn($"{policy.Name}: {warning}");
        if (weights is not null)
            run.Log.Write($"{policy.Name}: mean weight {weights.Mean:0.000}, effective sample size {weights.EffectiveSampleSize:0} of {weights.Frames} frames");
    }

    private Func<Episode, float[]>? ProgressFor(PolicyVariant policy)
    {
        if (policy.Policy.Weighting != Weighting.RewardAligned)
            return null;
        if (policy.Progress == ProgressSource.RewardModel)
            return folders.RelabelledProgress().Progress;
        var truth = FrameTable.Read(folders.GroundTruth);
        return episode => truth.Slice(episode).Column("progress");
    }

    private Loaded? Load(string directory, DemonstrationSet set)
    {
        var users = settings.Policies.Where(p => p.Demonstrations == set).ToArray();
        if (users.Length == 0)
            return null;
        // all policies on one set share the decoded images, so they are decoded for the union of cameras
        var shared = users[0].Policy with { Cameras = [.. users.SelectMany(u => u.Policy.Cameras).Distinct()] };
        var dataset = LeRobotDataset.Open(directory);
        var episodes = dataset.Split("train");
        using var progress = context.Terminal.Progress("Decode training images", 1);
        return new Loaded(
            episodes,
            Demonstrations.Load(dataset, episodes, shared, folders.Images, new Fraction(progress), context.Cancellation));
    }

    private sealed record Loaded(IReadOnlyList<Episode> Episodes, Demonstrations Demonstrations) : IDisposable
    {
        public void Dispose() => Demonstrations.Dispose();
    }

    private sealed class Fraction(ProgressBar bar) : IProgress<double>
    {
        public void Report(double value) => bar.Report(value);
    }

    private sealed class StepCounter(ProgressBar bar)
    {
        private int _steps;

        public void Count(TrainingMetrics metrics) => bar.Report(Interlocked.Increment(ref _steps), $"loss {metrics.Loss:0.0000}");
    }
}
