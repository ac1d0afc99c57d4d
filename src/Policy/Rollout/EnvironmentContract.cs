using Robotics.Datasets;

namespace Robotics.Policy.Rollout;

/// <summary>
/// Runs an environment through what <see cref="IEnvironment"/> promises. Any environment can be checked: a simulator, a
/// remote one, a robot's stand-in. Costs a few resets and at most two episodes of random actions.
/// </summary>
public static class EnvironmentContract
{
    private const int ComparedSteps = 20;

    /// <summary>Every breach found, in words; empty when the environment keeps the contract.</summary>
    /// <param name="environment">Left in the middle of an episode.</param>
    /// <param name="seed">Decides the episodes and the actions of the check.</param>
    public static IReadOnlyList<string> Check(IEnvironment environment, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(environment);
        var breaches = new BreachList();
        SpecContract.Check(environment.Spec, breaches);
        if (breaches.Count > 0)
            return breaches.All;

        var first = Play(environment, seed, breaches);
        CheckRepetition(first, Play(environment, seed, breaches), breaches);
        CheckOtherSeed(environment, seed, first[0].Observation, breaches);
        CheckRefusals(environment, seed, breaches);
        CheckEnd(environment, seed, breaches);
        return breaches.All;
    }

    /// <summary>The start of an episode and its first steps; leaves it running, so the next reset is one in mid-episode.</summary>
    private static List<EnvironmentStep> Play(IEnvironment environment, ulong seed, BreachList breaches)
    {
        var steps = new List<EnvironmentStep> { new(environment.Reset(seed), false, false, null) };
        var kept = steps[0].Observation.Copy();
        for (var i = 0; i < Math.Min(ComparedSteps, environment.Spec.MaxSteps) && !Ended(steps[^1]); i++)
            steps.Add(environment.Step(RandomActions.At(environment.Spec, seed, i)));
        for (var i = 0; i < steps.Count; i++)
            ObservationContract.Check(environment.Spec, steps[i], i, breaches);
        if (ObservationComparison.Difference(kept, steps[0].Observation) is { } changed)
            breaches.Add($"An observation must not change after it was handed out, but later steps changed its {changed}.");
        return steps;
    }

    private static void CheckRepetition(List<EnvironmentStep> first, List<EnvironmentStep> second, BreachList breaches)
    {
        if (first.Count != second.Count)
        {
            breaches.Add($"The same seed and actions ended an episode once after {first.Count - 1} and once after {second.Count - 1} steps.");
            return;
        }

        for (var i = 0; i < first.Count; i++)
        {
            var difference = ObservationComparison.Difference(first[i].Observation, second[i].Observation)
                ?? (first[i].Truth == second[i].Truth ? null : "ground truth");
            if (difference is null)
                continue;
            breaches.Add($"The same seed and actions must give the same episode bit for bit, but step {i} differs in its {difference}.");
            return;
        }
    }

    private static void CheckOtherSeed(IEnvironment environment, ulong seed, Observation first, BreachList breaches)
    {
        for (ulong other = 1; other <= 3; other++)
        {
            if (ObservationComparison.Difference(first, environment.Reset(seed + other)) is not null)
                return;
        }

        breaches.Add($"Different seeds must start different episodes, but seeds {seed} to {seed + 3} start the same one.");
    }

    private static void CheckRefusals(IEnvironment environment, ulong seed, BreachList breaches)
    {
        var spec = environment.Spec;
        environment.Reset(seed);
        var broken = RandomActions.At(spec, seed, 0);
        broken[^1] = float.NaN;
        ExpectRefusal<ArgumentException>(environment, broken, "an action that holds NaN", breaches);
        broken[^1] = float.PositiveInfinity;
        ExpectRefusal<ArgumentException>(environment, broken, "an infinite action", breaches);
        ExpectRefusal<ArgumentException>(environment, new float[broken.Length + 1], "an action that is too long", breaches);
        ExpectRefusal<ArgumentException>(environment, new float[broken.Length - 1], "an action that is too short", breaches);

        environment.Reset(seed);
        foreach (var limit in new[] { spec.ActionLow, spec.ActionHigh })
        {
            try
            {
                if (Ended(environment.Step(limit)))
                    return;
            }
            catch (ArgumentException e)
            {
                breaches.Add($"An action at its limits must be accepted, but Step refused it: {e.Message}");
            }
        }
    }

    private static void CheckEnd(IEnvironment environment, ulong seed, BreachList breaches)
    {
        var spec = environment.Spec;
        environment.Reset(seed);
        for (var i = 1; i <= spec.MaxSteps; i++)
        {
            var step = environment.Step(RandomActions.At(spec, seed, i));
            ObservationContract.CheckTime(spec, step.Observation, i, breaches);
            if (step.Terminated && step.Truncated)
                breaches.Add($"Step {i} is both terminated and truncated; truncated means that the task itself had not ended.");
            if (step.Truncated && i < spec.MaxSteps && step.Truth?.Invalid is null)
                breaches.Add($"Step {i} is truncated without a fault, before the limit of {spec.MaxSteps} steps.");
            if (!Ended(step) && i < spec.MaxSteps)
                continue;
            if (!Ended(step))
                breaches.Add($"Step {i} reached the limit of {spec.MaxSteps} steps and is neither terminated nor truncated.");
            ExpectRefusal<InvalidOperationException>(environment, RandomActions.At(spec, seed, i), "a step after the end of the episode", breaches);
            return;
        }
    }

    private static bool Ended(EnvironmentStep step) => step.Terminated || step.Truncated;

    private static void ExpectRefusal<TException>(IEnvironment environment, float[] action, string what, BreachList breaches)
        where TException : Exception
    {
        try
        {
            environment.Step(action);
            breaches.Add($"Step must refuse {what} with {typeof(TException).Name}, but accepted it.");
        }
        catch (TException)
        {
            return;
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or IOException)
        {
            breaches.Add($"Step must refuse {what} with {typeof(TException).Name}, but threw {e.GetType().Name}: {e.Message}");
        }
    }
}
