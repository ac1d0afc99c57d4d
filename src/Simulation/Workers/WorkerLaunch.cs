namespace Robotics.Simulation.Workers;

/// <summary>How to start a process that runs <see cref="SimulationWorker.Run"/> on its standard input and output.</summary>
/// <param name="File">The program.</param>
/// <param name="Arguments">Its arguments.</param>
public sealed record WorkerLaunch(string File, IReadOnlyList<string> Arguments)
{
    /// <summary>A worker that gives no answer for so long is ended and counts as failed.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(120);
}
