using Robotics.RobotBridge.Node;
using Robotics.RobotBridge.Recordings;
using Robotics.RobotBridge.Ros2.Messages.GeometryMsgs;
using Robotics.RobotBridge.Ros2.Messages.StdMsgs;

namespace Robotics.RobotBridge.Tests.Recordings;

/// <summary>
/// A <see cref="RobotRecording"/> whose arm is measured and commanded at its tool: poses, forces and finger positions as
/// state, a twist and the width of the gripper as action. The tool turns more than once, and its sender changes the sign of
/// quaternions at will.
/// </summary>
internal static class ToolRecording
{
    public static readonly BagImportSettings Settings = RobotRecording.Settings with
    {
        State =
        [
            new VectorSource { Topic = "/joint_states", Joints = ["b"] },
            new VectorSource { Topic = "/tool_pose", Name = "tool" },
            new VectorSource { Topic = "/wrist/wrench", Components = ["force.z", "torque.x"] },
            new VectorSource { Topic = "/gripper/width" },
            new VectorSource { Topic = "/fingers", Joints = ["left", "right"], Name = "finger" },
        ],
        Action =
        [
            new VectorSource { Topic = "/servo/twist", Name = "tool" },
            new VectorSource { Topic = "/goal", Names = ["gx", "gy", "gz", "gqx", "gqy", "gqz", "gqw"] },
            new VectorSource { Topic = "/gripper/command", Name = "gripper.pos" },
        ],
    };

    /// <summary>Everything in the order of receiving, frame by frame.</summary>
    /// <param name="bag">Where it goes.</param>
    /// <param name="frames">Frames of both cameras.</param>
    /// <param name="sign">Sign of the first quaternions.</param>
    public static void Write(BagWriter bag, int frames, int sign = 1)
    {
        for (var frame = 0; frame < frames; frame++)
        {
            RobotRecording.WriteFrame(bag, frame);
            var time = RobotRecording.Stamp(frame);
            for (var i = 0; i < 3; i++)
                WritePose(bag, time + i * 11_000_000, Turn(frame * 0.3 + i * 0.1, Sign(3 * frame + i) * sign));
            bag.Write("/wrist/wrench", time + RobotRecording.Delay, new WrenchStamped
            {
                Header = Header(time - 1_000_000),
                Wrench = new Wrench { Force = Vector(1, 2, frame), Torque = Vector(-frame, 3, 4) },
            });
            // these have no header and count as of when they were recorded
            bag.Write("/gripper/width", time + 2_000_000, new Float64 { Data = frame / 1000.0 });
            bag.Write("/fingers", time + 3_000_000, new Float32MultiArray { Data = [frame + 0.25f, frame + 0.5f] });
            bag.Write("/servo/twist", time + RobotRecording.Delay, new TwistStamped
            {
                Header = Header(time + 1_000_000),
                Twist = new Twist { Linear = Vector(frame, frame + 1, frame + 2), Angular = Vector(-frame, -frame - 1, -frame - 2) },
            });
            bag.Write("/goal", time + 4_000_000, Pose(frame, Turn(frame * 0.3, Sign(frame + 1) * sign)));
            bag.Write("/gripper/command", time + 5_000_000, new Float32 { Data = frame / 500f });
        }
    }

    public static void WritePose(BagWriter bag, long time, Quaternion orientation, string frame = "") => bag.Write("/tool_pose", time + RobotRecording.Delay, new PoseStamped
    {
        Header = Header(time) with { FrameId = frame },
        Pose = Pose(RobotRecording.Seconds(time), orientation),
    });

    /// <summary>A turn around an axis that lies askew.</summary>
    public static Quaternion Turn(double angle, int sign) => new()
    {
        X = sign * 0.48 * Math.Sin(angle / 2),
        Y = sign * 0.6 * Math.Sin(angle / 2),
        Z = sign * 0.64 * Math.Sin(angle / 2),
        W = sign * Math.Cos(angle / 2),
    };

    public static Pose Pose(double x, Quaternion orientation) => new() { Position = new Point { X = x, Y = 2 * x, Z = 3 * x }, Orientation = orientation };

    private static int Sign(int message) => message % 7 is 2 or 3 or 5 ? -1 : 1;

    private static Header Header(long stamp) => new() { Stamp = RosTime.Stamp(stamp) };

    private static Vector3 Vector(double x, double y, double z) => new() { X = x, Y = y, Z = z };
}
