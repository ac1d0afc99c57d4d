using Robotics.Datasets;
using Robotics.Policy;

namespace Robotics.RobotBridge.Tests.Driving;

/// <summary>A policy that does what a test tells it.</summary>
internal sealed class ScriptedPolicy(Func<Observation, float[,]> act) : IPolicy
{
    private int _resets;

    public string Id => "scripted";

    public int Resets => Volatile.Read(ref _resets);

    public void Reset() => Interlocked.Increment(ref _resets);

    public ActionChunk Act(Observation observation) => new(act(observation), 0.05);

    public void Dispose()
    {
    }
}
