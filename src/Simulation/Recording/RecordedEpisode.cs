namespace Robotics.Simulation.Recording;

/// <summary>What came of a recording order.</summary>
/// <param name="Seed">The seed of the episode that was kept.</param>
/// <param name="Frames">Its length.</param>
/// <param name="Discarded">Seeds tried before it that did not turn out as planned.</param>
public sealed record RecordedEpisode(ulong Seed, int Frames, int Discarded);
