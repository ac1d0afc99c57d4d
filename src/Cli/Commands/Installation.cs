using Robotics.Perception.Backbones;
using Robotics.Simulation.Workers;

namespace Robotics.Cli.Commands;

/// <summary>Where the program lives and how it starts itself again.</summary>
internal static class Installation
{
    /// <summary>The repository's root; the program's own folder where it runs outside a repository.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Image encoders under <c>models/backbones</c>.</summary>
    public static InstalledBackbones Backbones => new(Path.Combine(Root, "models", "backbones"));

    /// <summary>A configuration file of the repository, such as <c>backbones/mobilenetv2.yaml</c>.</summary>
    public static string Config(string name) => Path.Combine(Root, "configs", name);

    /// <summary>Starts this program as a simulation worker.</summary>
    public static WorkerLaunch Worker
    {
        get
        {
            var program = Environment.ProcessPath!;
            // under 'dotnet robotics.dll' the process is the runtime, which needs the assembly's name first
            return Path.GetFileNameWithoutExtension(program) == "dotnet"
                ? new WorkerLaunch(program, [typeof(Installation).Assembly.Location, SimulationWorkerCommand.Name])
                : new WorkerLaunch(program, [SimulationWorkerCommand.Name]);
        }
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Robotics.sln")))
                return folder.FullName;
        }

        return AppContext.BaseDirectory;
    }
}
