using System.CommandLine;
using Robotics.Simulation.Workers;

namespace Robotics.Cli.Commands;

/// <summary><c>robotics simulation-worker</c>: a child process that owns physics and rendering, so that their failure is not ours.</summary>
internal static class SimulationWorkerCommand
{
    /// <summary>The hidden command's name.</summary>
    public const string Name = "simulation-worker";

    /// <summary>Builds the command.</summary>
    public static Command Create()
    {
        var command = new Command(Name, "Serves a parent process on standard input and output.") { Hidden = true };
        command.SetAction(_ =>
        {
            using var input = Console.OpenStandardInput();
            using var output = Console.OpenStandardOutput();
            return SimulationWorker.Run(input, output);
        });
        return command;
    }
}
