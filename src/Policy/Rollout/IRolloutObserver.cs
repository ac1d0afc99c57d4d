using Robotics.Datasets;

namespace Robotics.Policy.Rollout;

/// <summary>Looks on while an episode runs; called from the worker that runs it.</summary>
public interface IRolloutObserver
{
    /// <summary>The start of the episode and then every step.</summary>
    /// <param name="observation">What the policy sees.</param>
    /// <param name="truth">What the simulator knows; null before the first step and on a robot.</param>
    void Observe(Observation observation, GroundTruth? truth);
}
