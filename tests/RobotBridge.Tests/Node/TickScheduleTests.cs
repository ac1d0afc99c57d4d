using Robotics.RobotBridge.Node;

namespace Robotics.RobotBridge.Tests.Node;

public sealed class TickScheduleTests
{
    [Fact]
    public void Ticks_stay_on_the_grid_and_missed_ones_are_counted_not_made_up()
    {
        static TimeSpan Ms(int value) => TimeSpan.FromMilliseconds(value);
        var schedule = new TickSchedule(Ms(100), Ms(0));
        schedule.Done(Ms(30));
        Assert.Equal((Ms(100), 0), (schedule.Due, schedule.Overruns));
        schedule.Done(Ms(199));
        Assert.Equal((Ms(200), 0), (schedule.Due, schedule.Overruns));
        schedule.Done(Ms(520));
        Assert.Equal((Ms(600), 3, 3), (schedule.Due, schedule.Overruns, schedule.Ticks));
    }
}
