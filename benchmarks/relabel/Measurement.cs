using System.Diagnostics;

namespace Robotics.Benchmarks.Relabel;

/// <summary>Frames per second by the clock; the best of several rounds, because other processes only ever slow it down.</summary>
internal static class Measurement
{
    internal static double Best(string what, int rounds, int frames, Action work)
    {
        work();
        double best = 0, cpu = double.MaxValue;
        for (var round = 0; round < rounds; round++)
        {
            var busy = Environment.CpuUsage.TotalTime;
            var watch = Stopwatch.StartNew();
            work();
            best = Math.Max(best, frames / watch.Elapsed.TotalSeconds);
            cpu = Math.Min(cpu, (Environment.CpuUsage.TotalTime - busy).TotalMilliseconds / frames);
        }
        Console.WriteLine($"{what,-52} {best,10:0.0} frames/s {cpu,10:0.000} CPU ms/frame");
        return best;
    }
}
