namespace Robotics.Simulation.Workers;

/// <summary>What the parent asks of a worker: the first byte of a message.</summary>
internal enum WorkerRequest : byte
{
    /// <summary>Make an environment; JSON of its settings follows.</summary>
    Create = 1,

    /// <summary>Start an episode; the seed follows.</summary>
    Reset = 2,

    /// <summary>Apply an action; its values follow.</summary>
    Step = 3,

    /// <summary>Record a demonstration; JSON of a recording order follows.</summary>
    Record = 4,
}

/// <summary>What a worker answers: the first byte of a message.</summary>
internal enum WorkerReply : byte
{
    /// <summary>The environment stands.</summary>
    Created = 1,

    /// <summary>An observation follows.</summary>
    Observed = 2,

    /// <summary>A step's result follows.</summary>
    Stepped = 3,

    /// <summary>JSON of what was recorded follows.</summary>
    Recorded = 4,

    /// <summary>The request had an impossible argument; the reason follows.</summary>
    ArgumentRefused = 5,

    /// <summary>The request came at the wrong time; the reason follows.</summary>
    OperationRefused = 6,

    /// <summary>The worker could not do it; the reason follows.</summary>
    Failed = 7,
}
