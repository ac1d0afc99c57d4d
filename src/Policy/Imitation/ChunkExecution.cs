namespace Robotics.Policy.Imitation;

/// <summary>What is done with a planned chunk before the next one is planned.</summary>
public enum ExecutionMode
{
    /// <summary>Its first actions are executed, then a new one is planned.</summary>
    RecedingHorizon,

    /// <summary>A new one is planned every step, and the plans of all earlier steps for this moment are averaged.</summary>
    TemporalEnsembling,
}

/// <summary>How the chunks of a policy are executed; it can differ between runs of the same checkpoint.</summary>
/// <param name="Mode">Receding horizon or temporal ensembling.</param>
/// <param name="ExecuteSteps">Actions executed per plan under a receding horizon, 1 to H.</param>
/// <param name="EnsembleDecay">Weight of a plan of age i is exp(-decay * i), the oldest having i = 0 (ACT, arXiv 2304.13705).</param>
/// <param name="DeltaActions">Action dimensions that are increments to a commanded target; the others are absolute.</param>
public sealed record ChunkExecution(ExecutionMode Mode, int ExecuteSteps, double EnsembleDecay, IReadOnlyList<int> DeltaActions);
