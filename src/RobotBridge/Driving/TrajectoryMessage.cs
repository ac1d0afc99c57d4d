using Robotics.RobotBridge.Ros2.Messages.BuiltinInterfaces;
using Robotics.RobotBridge.Ros2.Messages.TrajectoryMsgs;

namespace Robotics.RobotBridge.Driving;

/// <summary>
/// Joint targets as a message, positions alone: joint_trajectory_controller of Jazzy and later refuses a goal that ends with
/// a speed, and an older one would go on with it when nothing more comes.
/// </summary>
internal static class TrajectoryMessage
{
    /// <summary>Targets that follow each other evenly, from now on.</summary>
    /// <param name="joints">Names [J].</param>
    /// <param name="targets">[H][J]</param>
    /// <param name="period">Before each target.</param>
    public static JointTrajectory Of(string[] joints, double[][] targets, TimeSpan period) => new()
    {
        JointNames = joints,
        Points = [.. targets.Select((positions, row) => new JointTrajectoryPoint
        {
            Positions = positions,
            TimeFromStart = Span((row + 1) * period),
        })],
    };

    private static Duration Span(TimeSpan span)
    {
        var seconds = (int)Math.Floor(span.TotalSeconds);
        return new Duration { Sec = seconds, Nanosec = (uint)(span - TimeSpan.FromSeconds(seconds)).TotalNanoseconds };
    }
}
