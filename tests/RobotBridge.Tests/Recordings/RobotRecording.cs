using Robotics.Datasets;
using Robotics.Datasets.Mcap;
using Robotics.Perception.Images;
using Robotics.RobotBridge.Node;
using Robotics.RobotBridge.Recordings;
using Robotics.RobotBridge.Ros2.Messages.SensorMsgs;
using Robotics.RobotBridge.Ros2.Messages.StdMsgs;
using Robotics.RobotBridge.Ros2.Messages.TrajectoryMsgs;

namespace Robotics.RobotBridge.Tests.Recordings;

/// <summary>
/// Recordings of an imaginary robot whose every message tells what it is: images are grey of a known level, joints hold the
/// time. Two cameras at 30 images a second, joint states at 100, commands as an array without stamp.
/// </summary>
internal static class RobotRecording
{
    public const long Start = 1_700_000_000_000_000_000;
    public const int Fps = 30;

    // receiving takes a while, which must not matter where stamps are
    public const long Delay = 12_000_000;

    public static readonly BagImportSettings Settings = new()
    {
        RobotType = "test_arm",
        Task = "pick the cube",
        Fps = Fps,
        Cameras = [new CameraSource { Name = "front", Topic = "/front" }, new CameraSource { Name = "wrist", Topic = "/wrist" }],
        State = [new VectorSource { Topic = "/joint_states", Joints = ["b", "a"] }],
        Action = [new VectorSource { Topic = "/commands", Joints = ["a", "b"] }],
        Slop = 0.012,
        MinFrames = 2,
    };

    public static long Stamp(int frame) => Start + frame * 1_000_000_000L / Fps;

    /// <summary>Grey level of a frame; far enough apart to survive JPEG and H.264.</summary>
    public static byte Level(int frame) => (byte)(20 + frame % 25 * 9);

    /// <summary>Everything in the order of receiving, frame by frame.</summary>
    /// <param name="bag">Where it goes.</param>
    /// <param name="frames">Frames of both cameras.</param>
    /// <param name="lostFront">Frames that the front camera did not send.</param>
    /// <param name="lostWrist">Frames that the wrist camera did not send.</param>
    /// <param name="stamp">What a clock makes of the time; right by default.</param>
    public static void Write(BagWriter bag, int frames, Func<int, bool>? lostFront = null, Func<int, bool>? lostWrist = null, Func<long, long>? stamp = null)
    {
        for (var frame = 0; frame < frames; frame++)
            WriteFrame(bag, frame, lostFront?.Invoke(frame) == true, lostWrist?.Invoke(frame) == true, stamp);
    }

    public static void WriteFrame(BagWriter bag, int frame, bool lostFront = false, bool lostWrist = false, Func<long, long>? stamp = null)
    {
        stamp ??= moment => moment;
        var time = Stamp(frame);
        for (var i = 0; i < 3; i++)
            WriteJoints(bag, time + i * 11_000_000, stamp);
        if (!lostFront)
            bag.Write("/front", time + Delay, Jpeg(stamp(time), frame));
        // five milliseconds later, as an image without compression
        if (!lostWrist)
            bag.Write("/wrist", time + 5_000_000 + Delay, Raw(stamp(time + 5_000_000), frame));
        bag.Write("/commands", time + 4_000_000, new Float64MultiArray { Data = [frame, -frame] });
    }

    public static void WriteJoints(BagWriter bag, long time, Func<long, long>? stamp = null) => bag.Write("/joint_states", time + Delay, new JointState
    {
        Header = new Header { Stamp = RosTime.Stamp(stamp is null ? time : stamp(time)) },
        Name = ["a", "other", "b"],
        Position = [Seconds(time), 99, -Seconds(time)],
    });

    public static JointTrajectory Trajectory(long stamp, double a, double b) => new()
    {
        Header = new Header { Stamp = RosTime.Stamp(stamp) },
        JointNames = ["b", "a"],
        Points = [new JointTrajectoryPoint { Positions = [b, a] }, new JointTrajectoryPoint { Positions = [7, 7] }],
    };

    public static double Seconds(long stamp) => (stamp - Start) / 1e9;

    public static CompressedImage Jpeg(long stamp, int frame) =>
        new() { Header = new Header { Stamp = RosTime.Stamp(stamp) }, Format = "jpeg", Data = ImageFile.EncodeJpeg(Grey(frame), 95) };

    public static string File(Folder folder, string name, Action<BagWriter> write)
    {
        using var stream = System.IO.File.Create(folder[name]);
        using var bag = new BagWriter(stream, new McapWriterOptions { ChunkBytes = 4096 });
        write(bag);
        bag.Complete();
        return folder[name];
    }

    private static Image Raw(long stamp, int frame)
    {
        var pixels = Grey(frame);
        return new Image
        {
            Header = new Header { Stamp = RosTime.Stamp(stamp) },
            Width = (uint)pixels.Width,
            Height = (uint)pixels.Height,
            Encoding = "bgr8",
            Step = (uint)pixels.Width * 3,
            Data = pixels.Pixels,
        };
    }

    private static RgbImage Grey(int frame)
    {
        var pixels = new byte[32 * 24 * 3];
        Array.Fill(pixels, Level(frame));
        return new RgbImage(32, 24, pixels);
    }
}
