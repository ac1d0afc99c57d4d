using Robotics.Policy.Rollout;
using Robotics.RewardModels.Learning;
using Robotics.Simulation.Tasks;
using Robotics.Simulation.Workers;

namespace Robotics.Cli.Pipeline;

/// <summary>Runs a policy from the same initial states as every other policy.</summary>
internal static class PolicyEvaluationStep
{
    /// <summary>Runs all episodes and returns how each went, in the order of the seeds.</summary>
    /// <param name="policy">The trained policy; each worker loads its own.</param>
    /// <param name="title">What the progress bar says.</param>
    /// <param name="task">The simulated task with its step limit.</param>
    /// <param name="settings">Episodes, seeds and workers.</param>
    /// <param name="observe">Onlookers for some of the episodes, for example to keep a video.</param>
    /// <param name="context">Progress, workers and cancellation.</param>
    public static IReadOnlyList<RolloutResult> Run(
        PolicyFolder policy,
        string title,
        PickPlaceSettings task,
        EvaluationSettings settings,
        Func<ulong, IRolloutObserver?>? observe,
        StepContext context)
    {
        // the workers share the cores already
        TorchThreads.Limit(1);
        var runner = new RolloutRunner(() => new RemoteEnvironment(context.Worker, task), policy.Load, settings.Workers);
        using var progress = context.Terminal.Progress($"Evaluate {title}", settings.Episodes);
        return runner.Run(settings.Seeds(), observe, new Tally(progress), context.Cancellation);
    }

    private sealed class Tally(Progress.ProgressBar progress) : IProgress<RolloutResult>
    {
        private readonly Lock _lock = new();
        private int _done;
        private int _successes;

        public void Report(RolloutResult value)
        {
            lock (_lock)
            {
                _successes += value.Success ? 1 : 0;
                progress.Report(++_done, $"{_successes}/{_done} succeeded");
            }
        }
    }
}
