using System.Runtime.CompilerServices;
using Robotics.Simulation.Workers;

namespace Robotics.Simulation.Tests;

/// <summary>Lets this test program serve as a simulation worker, so that tests start real processes.</summary>
internal static class TestWorker
{
    private const string Role = "simulation-worker";

    internal static string Program => typeof(TestWorker).Assembly.Location;

    internal static WorkerLaunch Launch { get; } = new("dotnet", [Program, Role]);

    /// <summary>A worker started by a shell command, in which $WORKER stands for the real one.</summary>
    internal static WorkerLaunch Shell(string script) =>
        new("sh", ["-c", script.Replace("$WORKER", $"exec dotnet '{Program}' {Role}", StringComparison.Ordinal)]);

#pragma warning disable CA2255 // runs before the test framework's own entry point, which is generated
    [ModuleInitializer]
    internal static void ServeIfAsked()
    {
        if (Environment.GetCommandLineArgs().Contains(Role))
            Environment.Exit(SimulationWorker.Run(Console.OpenStandardInput(), Console.OpenStandardOutput()));
    }
#pragma warning restore CA2255
}
