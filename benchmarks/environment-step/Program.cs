using System.Diagnostics;
using Robotics.Benchmarks.EnvironmentStep;
using Robotics.Simulation.Tasks;

// One environment step (inverse kinematics, 50 physics steps, ground truth, two cameras of 128 px) through
// PickPlaceEnvironment, beside physics and cameras alone in C. Episodes alternate; the best of all rounds counts,
// because other processes only ever slow it down.
// Usage: dotnet run -c Release --project benchmarks/environment-step
const int rounds = 30;
const ulong seed = 1;

using var environment = new PickPlaceEnvironment(new PickPlaceSettings { Cameras = ["front", "wrist"], Variation = 0 });
EpisodeTrace trace = EpisodeTrace.Of(environment, seed);
using var native = new NativeLoop(trace);
double managed = double.MaxValue, c = double.MaxValue;
Point cube = default;
for (int round = 0; round < rounds; round++)
{
    var (seconds, place) = native.Run();
    (c, cube) = (Math.Min(c, seconds), place);
    environment.Reset(seed);
    var watch = Stopwatch.StartNew();
    foreach (float[] action in trace.Actions)
        environment.Step(action);
    managed = Math.Min(managed, watch.Elapsed.TotalSeconds);
}

int steps = trace.Actions.Count;
double apart = (environment.Simulation.Situation.Cube - cube).Length;
Console.WriteLine($"C:  {steps / c,8:0.0} steps/s  {1000 * c / steps:0.000} ms");
Console.WriteLine($"C#: {steps / managed,8:0.0} steps/s  {1000 * managed / steps:0.000} ms");
Console.WriteLine($"the cube ends within {1000 * apart:0.0} mm of the same place");
Console.WriteLine($"ratio: {c / managed:0.000}");
