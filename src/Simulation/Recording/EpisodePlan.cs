using Robotics.Simulation.Experts;

namespace Robotics.Simulation.Recording;

/// <summary>What one episode of a dataset is to be.</summary>
/// <param name="Index">Episode number in the dataset.</param>
/// <param name="Split">Split it belongs to.</param>
/// <param name="Quality">How well it is demonstrated.</param>
/// <param name="Failure">How it fails.</param>
/// <param name="Seed">First of the seeds that are tried until an episode turns out as planned.</param>
public sealed record EpisodePlan(int Index, string Split, Quality Quality, FailureMode Failure, ulong Seed)
{
    /// <summary>How the episode has to end.</summary>
    public Outcome Outcome => Failure switch
    {
        FailureMode.None => Outcome.Success,
        FailureMode.Drops or FailureMode.StopsCarrying => Outcome.Partial,
        _ => Outcome.Failure,
    };
}
