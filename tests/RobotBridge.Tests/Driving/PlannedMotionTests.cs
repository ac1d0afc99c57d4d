using Robotics.RobotBridge.Driving;

namespace Robotics.RobotBridge.Tests.Driving;

public sealed class PlannedMotionTests
{
    private static readonly PlannedMotion Motion = new(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(0.1), [0, 1], [[1, 1], [3, 0]]);

    [Theory]
    [InlineData(4.9, 0, 1)]
    [InlineData(5, 0, 1)]
    [InlineData(5.05, 0.5, 1)]
    [InlineData(5.1, 1, 1)]
    [InlineData(5.175, 2.5, 0.25)]
    [InlineData(5.2, 3, 0)]
    [InlineData(99, 3, 0)]
    public void Goes_evenly_from_target_to_target_and_stays_at_the_last(double time, double first, double second)
    {
        var positions = Motion.At(TimeSpan.FromSeconds(time));
        Assert.Equal(first, positions[0], 1e-6);
        Assert.Equal(second, positions[1], 1e-6);
        Assert.Equal(5.2, Motion.End.TotalSeconds, 1e-9);
    }
}
