using System.Collections.Concurrent;
using Robotics.RobotBridge.Node;
using Robotics.RobotBridge.Tests.Ros2;

namespace Robotics.RobotBridge.Tests.Node;

public sealed class LineQueueTests
{
    [Fact]
    public void Who_writes_a_line_does_not_wait_for_who_reads_it()
    {
        using var mayGoOn = new ManualResetEventSlim();
        var told = new ConcurrentQueue<string>();
        using (var lines = new LineQueue((line, isWarning) =>
        {
            mayGoOn.Wait();
            told.Enqueue($"{line} {isWarning}");
        }))
        {
            lines.Put("first", false);
            lines.Put("second", true);
            Assert.Empty(told);
            mayGoOn.Set();
            Eventually.True(() => told.Count == 2, "both are told");
        }
        Assert.Equal(["first False", "second True"], told);
    }

    [Fact]
    public void A_listener_that_fails_is_told_no_more_and_harms_nobody()
    {
        var tries = 0;
        using var lines = new LineQueue((_, _) =>
        {
            Interlocked.Increment(ref tries);
            throw new IOException("the disk is full");
        });
        lines.Put("first", false);
        Eventually.True(() => Volatile.Read(ref tries) == 1, "the first is tried");
        lines.Put("second", false);
        lines.Dispose();
        Assert.Equal(1, tries);
    }
}
