using Robotics.RobotBridge.Driving;

namespace Robotics.RobotBridge.Tests.Driving;

public sealed class StampClockTests
{
    private const long Second = 1_000_000_000;

    private static TimeSpan S(double seconds) => TimeSpan.FromSeconds(seconds);

    [Fact]
    public void A_stamp_keeps_its_age()
    {
        var clock = new StampClock();
        Assert.Equal(S(9.75), clock.Map(100 * Second, 100 * Second + Second / 4, S(10)));
        Assert.Equal(S(10.5), clock.Map(101 * Second, 101 * Second + Second / 2, S(11)));
    }

    [Fact]
    public void A_repeated_stamp_is_the_same_time_however_the_clocks_drift()
    {
        var clock = new StampClock();
        var first = clock.Map(100 * Second, 100 * Second, S(10));
        Assert.Equal(first, clock.Map(100 * Second, 103 * Second, S(13.5)));
    }

    [Fact]
    public void Newer_stays_newer_and_older_stays_older_when_the_wall_clock_is_set()
    {
        var clock = new StampClock();
        var first = clock.Map(100 * Second, 100 * Second, S(10));
        var newer = clock.Map(101 * Second, 161 * Second, S(11));
        Assert.True(newer > first);
        Assert.True(clock.Map(100 * Second + 1, 41 * Second, S(12)) < newer);
    }
}
