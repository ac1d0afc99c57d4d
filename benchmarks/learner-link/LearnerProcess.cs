using Robotics.RobotBridge.Links.Learner;

namespace Robotics.Benchmarks.LinkKills;

/// <summary>The learner's side; runs until it is killed.</summary>
internal static class LearnerProcess
{
    public const string Name = "learner";

    public static int Run(string address, string store, string weights)
    {
        var settings = new LearnerSettings { Listen = address, Store = store, Weights = weights };
        using var learner = new LearnerLink(settings, SeededWeights.Fault, Console.Error.WriteLine);
        learner.Run(CancellationToken.None);
        return 0;
    }
}
