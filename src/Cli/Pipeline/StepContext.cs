using Robotics.Cli.Progress;
using Robotics.Perception.Backbones;
using Robotics.Simulation.Workers;

namespace Robotics.Cli.Pipeline;

/// <summary>What every step of the pipeline needs beside its own input.</summary>
/// <param name="Terminal">Where progress is shown.</param>
/// <param name="Worker">How to start a simulation worker process.</param>
/// <param name="Backbones">The installed image encoders.</param>
/// <param name="Cancellation">Ctrl-C.</param>
internal sealed record StepContext(Terminal Terminal, WorkerLaunch Worker, InstalledBackbones Backbones, CancellationToken Cancellation);
