using System.Diagnostics;

namespace Robotics.RobotBridge.Tests.Ros2;

/// <summary>Waits for what a network does in its own time.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    public static void True(Func<bool> condition, string what)
    {
        var since = Stopwatch.GetTimestamp();
        while (!condition())
        {
            Assert.True(Stopwatch.GetElapsedTime(since) < Limit, $"not within {Limit.TotalSeconds} s: {what}");
            Thread.Sleep(10);
        }
    }
}
