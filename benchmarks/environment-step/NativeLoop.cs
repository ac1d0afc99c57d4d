using System.Diagnostics;
using Robotics.Simulation.Tasks;

namespace Robotics.Benchmarks.EnvironmentStep;

/// <summary>The same loop in C, compiled here and run in a process of its own.</summary>
internal sealed class NativeLoop : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("environment-step").FullName;
    private readonly Process _process;

    internal NativeLoop(EpisodeTrace trace)
    {
        string scene = Path.Combine(_folder, "scene.xml"), controls = Path.Combine(_folder, "trace.bin"), program = Path.Combine(_folder, "loop");
        File.WriteAllText(scene, PickPlaceScene.Xml());
        trace.Write(controls);
        using var compiler = Process.Start("gcc",
            ["-O2", "-Wall", Path.Combine(AppContext.BaseDirectory, "loop.c"), "-o", program, "-l:libmujoco.so.2.2.2", "-l:libEGL.so.1"]);
        compiler.WaitForExit();
        if (compiler.ExitCode != 0)
            throw new InvalidOperationException("gcc failed. On Debian 12: apt-get install gcc libmujoco-dev libegl1");
        _process = Process.Start(new ProcessStartInfo(program, [scene, controls]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
    }

    /// <summary>Seconds for one episode by the clock and of CPU time, and where the cube ended.</summary>
    internal (double Seconds, double Busy, Point Cube) Run()
    {
        _process.StandardInput.WriteLine();
        _process.StandardInput.Flush();
        string answer = _process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("The C program ended.");
        double[] values = [.. answer.Split(' ').Select(double.Parse)];
        return (values[0], values[1], new Point(values[2], values[3], values[4]));
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
