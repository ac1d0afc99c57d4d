namespace Robotics.Policy.Rollout;

/// <summary>How one episode of a policy went.</summary>
/// <param name="Seed">The episode's initial state.</param>
/// <param name="Success">The task was done when the episode ended; never true where the episode has a fault or nobody knows the truth.</param>
/// <param name="Steps">Control steps done.</param>
/// <param name="FinalStage">Stage at the end, 0 to K-1; -1 where nobody knows.</param>
/// <param name="FinalProgress">Progress at the end in [0, 1]; 0 where nobody knows.</param>
/// <param name="Fault">Why the episode cannot be trusted: a simulator that died or lost its physics; null where it can.</param>
public sealed record RolloutResult(ulong Seed, bool Success, int Steps, int FinalStage, double FinalProgress, string? Fault);
