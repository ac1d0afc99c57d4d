using Robotics.RobotBridge.Node;
using Robotics.RobotBridge.Ros2.Messages.SensorMsgs;

namespace Robotics.RobotBridge.Tests.Node;

public sealed class StateHistoryTests
{
    [Fact]
    public void The_nearest_state_is_found_by_joint_name_and_none_beyond_the_slop()
    {
        var history = new StateHistory(["b", "a"], slop: 10);
        Assert.Null(history.At(100));
        history.Offer(95, new JointState { Name = ["a", "x", "b"], Position = [1, 9, 2] });
        history.Offer(108, new JointState { Name = ["a", "b"], Position = [3, 4] });
        Assert.Equal([2.0, 1.0], history.At(100)!);
        Assert.Equal([4.0, 3.0], history.At(104)!);
        Assert.Null(history.At(119));
    }

    [Fact]
    public void States_without_a_joint_or_with_a_number_that_is_none_are_refused()
    {
        var history = new StateHistory(["a"], slop: 10);
        history.Offer(1, new JointState { Name = ["b"], Position = [1] });
        history.Offer(2, new JointState { Name = ["a"], Position = [] });
        history.Offer(3, new JointState { Name = ["a"], Position = [double.NaN] });
        history.Offer(3, new JointState { Name = ["a"], Position = [1e200] });
        Assert.Null(history.At(2));
        Assert.Equal(4, history.Refused);
        Assert.Empty(new StateHistory([], slop: 10).At(5)!);
    }
}
