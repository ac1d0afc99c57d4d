using System.Diagnostics;
using Robotics.Benchmarks.EnvironmentStep;
using Robotics.Simulation.Tasks;

// One environment step (inverse kinematics, 50 physics steps, ground truth, two cameras of 128 px) through
// PickPlaceEnvironment, beside physics and cameras alone in C. Episodes alternate, and the best of all rounds counts,
// because other processes only ever slow it down; CPU time, of all threads, is the steadier of the two on a busy machine.
// Usage: dotnet run -c Release --project benchmarks/environment-step
const int rounds = 60;
const ulong seed = 1;

using var environment = new PickPlaceEnvironment(new PickPlaceSettings { Cameras = ["front", "wrist"], Variation = 0 });
EpisodeTrace trace = EpisodeTrace.Of(environment, seed);
using var native = new NativeLoop(trace);
double clock = double.MaxValue, busy = double.MaxValue, nativeClock = double.MaxValue, nativeBusy = double.MaxValue;
Point cube = default;
for (int round = 0; round < rounds; round++)
{
    (double seconds, double cpu, cube) = native.Run();
    (nativeClock, nativeBusy) = (Math.Min(nativeClock, seconds), Math.Min(nativeBusy, cpu));
    environment.Reset(seed);
    var start = Environment.CpuUsage.TotalTime;
    var watch = Stopwatch.StartNew();
    foreach (float[] action in trace.Actions)
        environment.Step(action);
    clock = Math.Min(clock, watch.Elapsed.TotalSeconds);
    busy = Math.Min(busy, (Environment.CpuUsage.TotalTime - start).TotalSeconds);
}

int steps = trace.Actions.Count;
double apart = (environment.Simulation.Situation.Cube - cube).Length;
Console.WriteLine($"C:  {steps / nativeClock,8:0.0} steps/s  {1000 * nativeBusy / steps:0.000} CPU ms");
Console.WriteLine($"C#: {steps / clock,8:0.0} steps/s  {1000 * busy / steps:0.000} CPU ms");
Console.WriteLine($"the cube ends within {1000 * apart:0.0} mm of the same place");
Console.WriteLine($"ratio by the clock: {nativeClock / clock:0.000}, by CPU time: {nativeBusy / busy:0.000}");
