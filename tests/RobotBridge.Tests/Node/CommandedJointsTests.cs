using Robotics.RobotBridge.Node;
using Robotics.RobotBridge.Ros2.Messages.StdMsgs;
using Robotics.RobotBridge.Ros2.Messages.TrajectoryMsgs;

namespace Robotics.RobotBridge.Tests.Node;

public sealed class CommandedJointsTests
{
    private const long Tick = 20_000_000;

    [Fact]
    public void A_command_of_a_stream_is_reached_over_its_interval_and_then_stays()
    {
        var commanded = new CommandedJoints(["a"]);
        Assert.Null(commanded.At(5 * Tick));
        commanded.Put(10 * Tick, [1]);
        commanded.Put(11 * Tick, [2]);
        commanded.Put(12 * Tick, [4]);
        Assert.Null(commanded.At(9 * Tick));
        Assert.Equal([1.0], commanded.At(10 * Tick + 1)!);
        Assert.Equal([1.5], commanded.At(11 * Tick + Tick / 2)!);
        Assert.Equal([2.0], commanded.At(12 * Tick)!);
        Assert.Equal([4.0], commanded.At(99 * Tick)!);
        commanded.Put(200 * Tick, [9]);
        Assert.Equal([9.0], commanded.At(200 * Tick)!);
        commanded.Clear();
        Assert.Null(commanded.At(200 * Tick));
    }

    [Fact]
    public void Commands_of_other_nodes_count_by_joint_name_when_they_are_whole()
    {
        var commanded = new CommandedJoints(["a", "b"]);
        commanded.Put(1, new JointTrajectory { JointNames = ["b"], Points = [new JointTrajectoryPoint { Positions = [1] }] });
        commanded.Put(1, new JointTrajectory { JointNames = ["b", "a"], Points = [new JointTrajectoryPoint { Positions = [1] }] });
        commanded.Put(1, new JointTrajectory { JointNames = ["b", "a"], Points = [] });
        commanded.Put(1, new Float64MultiArray { Data = [1] }, ["a", "b"]);
        commanded.Put(1, new Float64MultiArray { Data = [1, double.NaN] }, ["a", "b"]);
        commanded.Put(1, new Float64MultiArray { Data = [1, 2] }, ["a", "x"]);
        Assert.Null(commanded.At(1));
        commanded.Put(1, new Float64MultiArray { Data = [5, 4] }, ["b", "a"]);
        Assert.Equal([4.0, 5.0], commanded.At(1)!);
        commanded.Put(1, new JointTrajectory { JointNames = ["b", "x", "a"], Points = [new(), new JointTrajectoryPoint { Positions = [1, 2, 3] }] });
        Assert.Equal([3.0, 1.0], commanded.At(1)!);
    }
}
