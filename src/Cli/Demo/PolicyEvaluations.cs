using Robotics.Cli.Pipeline;
using Robotics.Cli.Runs;
using Robotics.Policy.Rollout;

namespace Robotics.Cli.Demo;

/// <summary>Scores every trained policy from the same initial states and keeps a video of each.</summary>
internal sealed class PolicyEvaluations(DemoSettings settings, DemoFolders folders, RunFolder run, StepContext context)
{
    private const string VideoCamera = "front";

    /// <summary>Runs what an earlier attempt did not finish, and writes the figures into the results.</summary>
    public void Run()
    {
        foreach (var seed in settings.PolicySeeds)
        {
            foreach (var policy in settings.Policies)
            {
                if (!folders.Rollouts(policy, seed).Exists)
                    Evaluate(policy, seed);
            }
        }

        foreach (var policy in settings.Policies)
            WriteResults(policy);
        WriteComparison();
    }

    private void Evaluate(PolicyVariant policy, ulong seed)
    {
        var task = settings.Recording.Task;
        if (policy.MaxSteps > 0)
            task = task with { MaxSteps = policy.MaxSteps };
        var filmed = settings.Evaluation.FirstSeed;
        var film = seed == settings.PolicySeeds[0] ? new RolloutRecording(VideoCamera) : null;
        var needed = policy.Policy.Cameras.Concat(film is null ? [] : [VideoCamera]).Distinct();
        var results = PolicyEvaluationStep.Run(
            folders.Policy(policy, seed),
            $"{policy.Name} (seed {seed})",
            task with { Cameras = [.. task.Cameras.Intersect(needed)] },
            settings.Evaluation,
            episode => episode == filmed ? film : null,
            context);
        if (film is not null)
            RolloutVideo.Write(film, VideoCamera, folders.Video(policy));
        folders.Rollouts(policy, seed).Write(results);
    }

    private void WriteResults(PolicyVariant policy)
    {
        var bySeed = settings.PolicySeeds.Select(seed => (Seed: seed, Rate: SuccessRate.Of(folders.Rollouts(policy, seed).Read()))).ToArray();
        var first = bySeed[0].Rate;
        run.Results.Set(($"policy.{policy.Name}", new
        {
            successes = first.Successes,
            episodes = first.Episodes,
            interval = new[] { first.Interval.Low, first.Interval.High },
            max_steps = policy.MaxSteps > 0 ? policy.MaxSteps : settings.Recording.Task.MaxSteps,
            chunk_size = policy.Policy.ChunkSize,
            execute_steps = policy.Policy.ExecuteSteps,
            training_seeds = bySeed.Select(s => new { seed = s.Seed, successes = s.Rate.Successes, episodes = s.Rate.Episodes }),
        }));
    }

    private void WriteComparison()
    {
        var comparison = Comparison();
        run.Results.Set(("policy.comparison", new
        {
            baseline = comparison.FirstName,
            candidate = comparison.SecondName,
            difference = comparison.Gain,
            interval = new[] { comparison.Difference.Low, comparison.Difference.High },
            only_baseline = comparison.Outcomes.OnlyFirst,
            only_candidate = comparison.Outcomes.OnlySecond,
            p_value = comparison.PValue,
            verdict = comparison.Verdict,
        }));
    }

    /// <summary>The main result against the baseline, trained with the first seed.</summary>
    public PolicyComparison Comparison()
    {
        var (baseline, candidate, seed) = (settings.Policies[0], settings.Policies[1], settings.PolicySeeds[0]);
        return PolicyComparison.Of(
            baseline.Title, folders.Rollouts(baseline, seed).Read(), candidate.Title, folders.Rollouts(candidate, seed).Read());
    }
}
