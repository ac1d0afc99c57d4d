using Robotics.Cli.Progress;

namespace Robotics.Cli.Tests.Progress;

public sealed class PlainProgressBarTests
{
    [Fact]
    public void The_remaining_time_follows_the_speed_of_late_and_not_what_was_done_before()
    {
        var (clock, lines) = (new HandClock(), new List<string>());
        using (var bar = new PlainProgressBar(lines.Add, "Features", 1000, clock))
        {
            bar.Report(100);
            bar.Report(500); // found in the store
            clock.Seconds += 40;
            bar.Report(540, "1 frames/s");
            clock.Seconds += 40;
            bar.Report(580, "1 frames/s");
            clock.Seconds += 1;
            bar.Report(1000);
        }
        Assert.Equal(
        [
            "Features ...", "Features: 540/1000 (54 %), 0:41 left, 1 frames/s", "Features: 580/1000 (58 %), 7:00 left, 1 frames/s", "Features: done after 1:21",
        ], lines);
    }

    [Fact]
    public void Parts_that_add_up_are_all_of_the_work()
    {
        var lines = new List<string>();
        using (var bar = new PlainProgressBar(lines.Add, "Check", 1, new HandClock()))
            bar.Report(Enumerable.Repeat(0.1, 10).Sum());
        Assert.Equal(["Check ...", "Check: done after 0:00"], lines);
    }

    private sealed class HandClock : TimeProvider
    {
        public long Seconds { get; set; }

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => Seconds;
    }
}
