using System.Runtime.ExceptionServices;

namespace Robotics.Policy.Rollout;

/// <summary>
/// Runs a policy over a list of seeds, several environments at a time. A seed alone decides an episode's start, so two
/// policies that ran over the same seeds can be compared pair by pair, whatever the number of workers.
/// </summary>
public sealed class RolloutRunner
{
    private readonly Func<IEnvironment> _environments;
    private readonly Func<IPolicy> _policies;
    private readonly int _workers;

    /// <summary>Prepares a runner; nothing is created before <see cref="Run"/>.</summary>
    /// <param name="environments">Makes an environment: one per worker, and a new one after each that failed.</param>
    /// <param name="policies">Makes the policy, once per worker.</param>
    /// <param name="workers">Episodes that run at the same time, at least 1.</param>
    public RolloutRunner(Func<IEnvironment> environments, Func<IPolicy> policies, int workers = 1)
    {
        ArgumentNullException.ThrowIfNull(environments);
        ArgumentNullException.ThrowIfNull(policies);
        ArgumentOutOfRangeException.ThrowIfLessThan(workers, 1);
        (_environments, _policies, _workers) = (environments, policies, workers);
    }

    /// <summary>Runs an episode per seed.</summary>
    /// <param name="seeds">Initial states, each one once.</param>
    /// <param name="observe">An onlooker for the episodes that deserve one; null or a null result is none.</param>
    /// <param name="progress">Told of every episode that ended, in the order of ending.</param>
    /// <param name="cancellation">Stops between two steps.</param>
    /// <returns>A result per seed, in the order of the seeds; an episode whose environment failed has its fault there.</returns>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public IReadOnlyList<RolloutResult> Run(
        IReadOnlyList<ulong> seeds,
        Func<ulong, IRolloutObserver?>? observe = null,
        IProgress<RolloutResult>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(seeds);
        if (seeds.Distinct().Count() != seeds.Count)
            throw new ArgumentException("A seed is there twice; an episode that counts twice falsifies every interval.", nameof(seeds));
        var results = new RolloutResult[seeds.Count];
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        ExceptionDispatchInfo? failure = null;
        var next = -1;

        void Work()
        {
            try
            {
                using var worker = new RolloutWorker(_environments, _policies());
                for (var i = Interlocked.Increment(ref next); i < seeds.Count; i = Interlocked.Increment(ref next))
                {
                    results[i] = worker.Run(seeds[i], observe?.Invoke(seeds[i]), stop.Token);
                    progress?.Report(results[i]);
                }
            }
            catch (Exception e)
            {
                // the first failure ends all workers; what the others throw while stopping only hides it
                Interlocked.CompareExchange(ref failure, ExceptionDispatchInfo.Capture(e), null);
                stop.Cancel();
            }
        }

        var threads = Enumerable.Range(0, Math.Min(_workers, seeds.Count)).Select(_ => new Thread(Work)).ToArray();
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        failure?.Throw();
        return results;
    }
}
