using Robotics.Datasets;

namespace Robotics.Policy.Rollout;

/// <summary>
/// One step of an episode on its way to a learner. What the action led to is the observation of the next transition of the
/// same episode; only the last one carries it itself, so no image travels twice.
/// </summary>
/// <param name="Episode">Identity of the episode.</param>
/// <param name="Step">Place in the episode, from 0 without a gap.</param>
/// <param name="Observation">What the policy saw.</param>
/// <param name="Action">What was done [A], in the units of the dataset (rad, m).</param>
/// <param name="Reward">Of the step that the action began.</param>
/// <param name="Policy">Who chose the action: <see cref="IPolicy.Id"/>, or a person.</param>
public sealed record Transition(Guid Episode, int Step, Observation Observation, float[] Action, float Reward, string Policy)
{
    /// <summary>How the episode ended; null before its last transition.</summary>
    public EpisodeEnd? End { get; init; }
}

/// <summary>The end of an episode.</summary>
/// <param name="Observation">What the last action led to.</param>
/// <param name="Terminated">The task itself ended; false where a time limit or a person ended the episode and its value goes on.</param>
/// <param name="Success">Whether the task was done; null where nobody knows.</param>
public sealed record EpisodeEnd(Observation Observation, bool Terminated, bool? Success);
