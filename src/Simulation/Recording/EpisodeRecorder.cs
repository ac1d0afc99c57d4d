using Robotics.Datasets;
using Robotics.Perception.Video;
using Robotics.Simulation.Experts;
using Robotics.Simulation.Tasks;

namespace Robotics.Simulation.Recording;

/// <summary>
/// Lets an expert demonstrate and writes what happens: numbers, truth, and one video a camera. Every frame is an
/// observation with the action taken then; the last frame is the situation in which the episode ended, its action holds still.
/// </summary>
/// <param name="environment">Must draw at least one camera and allow enough steps for a hesitant demonstration.</param>
internal sealed class EpisodeRecorder(PickPlaceEnvironment environment)
{
    private const int MostAttempts = 20;
    private const int FirstCarryStage = 2;

    /// <summary>Records an episode that turns out as planned, trying one seed after the other.</summary>
    /// <exception cref="RecordingException">No seed led to the planned outcome.</exception>
    internal RecordedEpisode Record(RecordingOrder order)
    {
        for (int attempt = 0; attempt < MostAttempts; attempt++)
        {
            string partial = order.Directory + ".partial";
            if (Directory.Exists(partial))
                Directory.Delete(partial, recursive: true);
            Directory.CreateDirectory(partial);
            var result = new RecordedEpisode(order.Plan.Seed + (ulong)attempt, 0, attempt);
            if (Play(order.Plan, result, partial) is not { } episode)
                continue;
            episode.Write(partial);
            Directory.Move(partial, order.Directory);
            return episode.Result;
        }

        throw new RecordingException(
            $"Episode {order.Plan.Index}: {MostAttempts} seeds from {order.Plan.Seed} gave no {order.Plan.Quality} demonstration that ends in {order.Plan.Outcome}.");
    }

    /// <summary>One attempt; null when it did not turn out as planned.</summary>
    private StagedEpisode? Play(EpisodePlan plan, RecordedEpisode result, string directory)
    {
        using var frames = new FrameSink(environment.Spec, directory);
        Expert expert = Expert.Create(plan.Quality, plan.Failure, result.Seed);
        Observation observation = environment.Reset(result.Seed);
        float[] last = [];
        bool ended = false;
        while (!ended && expert.Act(environment.Simulation.Situation) is { } action)
        {
            frames.Add(observation, action, environment.Simulation);
            var step = environment.Step(action);
            (observation, last, ended) = (step.Observation, action, step.Terminated || step.Truncated);
        }

        frames.Add(observation, [0, 0, 0, .. last.AsSpan(3)], environment.Simulation);
        if (!TurnedOut(plan, frames.Stages))
            return null;
        return frames.Complete(plan, result with { Frames = frames.Stages.Count });
    }

    private bool TurnedOut(EpisodePlan plan, IReadOnlyList<int> stages)
    {
        if (environment.Truth.Invalid is not null)
            return false;
        bool monotone = stages.Zip(stages.Skip(1)).All(pair => pair.First <= pair.Second);
        Outcome outcome = environment.Truth.Success ? Outcome.Success
            : stages.Max() >= FirstCarryStage ? Outcome.Partial : Outcome.Failure;
        return outcome == plan.Outcome && (outcome != Outcome.Success || monotone);
    }
}
