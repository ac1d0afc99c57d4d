namespace Robotics.Simulation.Recording;

/// <summary>What a worker is told to record.</summary>
/// <param name="Plan">The episode.</param>
/// <param name="Directory">Folder that holds the finished episode afterwards, and exists only then.</param>
public sealed record RecordingOrder(EpisodePlan Plan, string Directory);
