using System.Collections.Concurrent;
using System.Diagnostics;

namespace Robotics.RobotBridge.Tests.Ros2;

/// <summary>Waits for what a network does in its own time.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    public static void True(Func<bool> condition, string what)
    {
        var since = Stopwatch.GetTimestamp();
        while (!condition())
        {
            Assert.True(Stopwatch.GetElapsedTime(since) < Limit, $"not within {Limit.TotalSeconds} s: {what}");
            Thread.Sleep(10);
        }
    }

    /// <summary>The next thing that arrives.</summary>
    public static T Next<T>(BlockingCollection<T> arrivals, string what)
    {
        Assert.True(arrivals.TryTake(out var next, Limit), $"not within {Limit.TotalSeconds} s: {what}");
        return next;
    }
}
