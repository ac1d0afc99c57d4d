using Robotics.Datasets;

namespace Robotics.Policy.Rollout;

/// <summary>One episode: the policy plans a chunk, the environment executes it, and so on until the end.</summary>
internal static class RolloutEpisode
{
    /// <summary>Runs the episode of a seed.</summary>
    /// <exception cref="EnvironmentFault">The environment failed; how far the episode got is in it.</exception>
    public static RolloutResult Run(
        IEnvironment environment,
        IPolicy policy,
        ulong seed,
        IRolloutObserver? observer,
        CancellationToken cancellation)
    {
        policy.Reset();
        var observation = Guard(() => environment.Reset(seed), null, 0);
        observer?.Observe(observation, null);
        GroundTruth? truth = null;
        for (var steps = 0; ;)
        {
            var chunk = policy.Act(observation).Actions;
            if (chunk.GetLength(0) == 0)
                throw new ArgumentException("The policy plans no action, so the episode would never end.");
            for (var row = 0; row < chunk.GetLength(0); row++)
            {
                cancellation.ThrowIfCancellationRequested();
                var action = Clamped(chunk, row, environment.Spec);
                var (known, done) = (truth, steps);
                var step = Guard(() => environment.Step(action), known, done);
                steps++;
                (observation, truth) = (step.Observation, step.Truth);
                observer?.Observe(observation, truth);
                if (step.Terminated || step.Truncated)
                    return Result(seed, steps, truth, truth?.Invalid);
            }
        }
    }

    /// <summary>What is known of an episode when it ends.</summary>
    public static RolloutResult Result(ulong seed, int steps, GroundTruth? truth, string? fault) =>
        new(seed, fault is null && truth is { Success: true }, steps, truth?.Stage ?? -1, truth?.Progress ?? 0, fault);

    private static float[] Clamped(float[,] chunk, int row, EnvironmentSpec spec)
    {
        var action = new float[chunk.GetLength(1)];
        if (action.Length != spec.ActionLow.Length)
            throw new ArgumentException($"The policy plans {action.Length} numbers per action; the environment takes {spec.ActionLow.Length}.");
        for (var i = 0; i < action.Length; i++)
            action[i] = Math.Clamp(chunk[row, i], spec.ActionLow[i], spec.ActionHigh[i]);
        return action;
    }

    /// <summary>A wrong argument is a mistake of the caller and surfaces as it is; all else is the environment's fault.</summary>
    private static T Guard<T>(Func<T> call, GroundTruth? truth, int steps)
    {
        try
        {
            return call();
        }
        catch (Exception e) when (e is not (ArgumentException or OperationCanceledException))
        {
            throw new EnvironmentFault(e, truth, steps);
        }
    }
}

/// <summary>An environment that failed in the middle of an episode.</summary>
internal sealed class EnvironmentFault(Exception cause, GroundTruth? truth, int steps) : Exception(cause.Message, cause)
{
    /// <summary>The last that was known.</summary>
    public GroundTruth? Truth { get; } = truth;

    /// <summary>Steps done.</summary>
    public int Steps { get; } = steps;
}
