using System.Numerics;
using Robotics.Datasets;
using Robotics.RobotBridge.Node;
using Robotics.RobotBridge.Recordings;
using Robotics.RobotBridge.Ros2.Messages.GeometryMsgs;
using Robotics.RobotBridge.Ros2.Messages.StdMsgs;
using Robotics.RobotBridge.Ros2.Messages.Tf2Msgs;
using Quaternion = System.Numerics.Quaternion;
using Vector3 = System.Numerics.Vector3;

namespace Robotics.RobotBridge.Tests.Recordings;

/// <summary>
/// A robot that tells its tool's pose by transforms alone: the base on a table, a shoulder that turns, an elbow that moves
/// out, both published apart, a tool and a camera screwed on, and an odometry that has nothing to do with any of it.
/// </summary>
public sealed class TransformImportTests : IDisposable
{
    private const int Frames = 12;
    private readonly Folder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("base_link", "tool0", 0)]
    [InlineData("tool0", "base_link", 0)]
    [InlineData("/camera", "tool0", 0)]
    [InlineData("table", "elbow", 0)]
    [InlineData("base_link", "tool0", 3_000_000)]
    public void The_pose_of_a_frame_in_another_is_what_matrices_make_of_the_transforms_between(string reference, string target, long skew)
    {
        var source = Record(bag => Static(bag, 0), skew: skew);
        var settings = Of(reference, target);
        var report = Assert.Single(BagImport.Run(source, settings, _folder["dataset"]));
        // the odometry and the shoulder, before there was an elbow
        Assert.Equal((Frames, Frames + 2L, 2L), (Assert.Single(report.EpisodeFrames), report.Sources[2].Messages, report.Sources[2].Refused));
        var dataset = LeRobotDataset.Open(_folder["dataset"]);
        Assert.Equal(["x", "y", "z", "qx", "qy", "qz", "qw"], dataset.Info.Features["observation.state"].Names!.Select(name => name[(target.Length + 1)..]));
        var states = dataset.ReadFrames(dataset.Episodes[0]).States;
        for (var t = 0; t < Frames; t++)
        {
            Assert.True(Matrix4x4.Invert(InTable(reference.Trim('/'), t), out var back));
            var expected = InTable(target, t) * back;
            var actual = Matrix4x4.CreateFromQuaternion(new Quaternion(states[t, 3], states[t, 4], states[t, 5], states[t, 6])) * Matrix4x4.CreateTranslation(states[t, 0], states[t, 1], states[t, 2]);
            for (var row = 0; row < 4; row++)
                for (var column = 0; column < 4; column++)
                    Assert.Equal(expected[row, column], actual[row, column], 1e-5f);
        }
    }

    [Fact]
    public void Only_messages_with_a_part_of_the_way_count()
    {
        var source = Record(bag => Static(bag, 0));
        var report = Assert.Single(BagImport.Run(source, Of("base_link", "shoulder"), _folder["dataset"]));
        // shoulder, elbow and odometry are sent apart; before the first shoulder came one of the odometry
        Assert.Equal((Frames + 1L, 1L), (report.Sources[2].Messages, report.Sources[2].Refused));
        Assert.Equal("it has no way from 'base_link' to 'shoulder' so far", report.Sources[2].FirstFault);
    }

    [Fact]
    public void What_comes_before_the_way_is_known_is_left_out_and_counted()
    {
        var source = Record(bag => { }, (bag, frame) =>
        {
            if (frame == 4) Static(bag, RobotRecording.Stamp(4));
        });
        var report = Assert.Single(BagImport.Run(source, Of("base_link", "tool0"), _folder["dataset"]));
        Assert.Equal("it has no way from 'base_link' to 'tool0' so far", report.Sources[2].FirstFault);
        Assert.Equal([Frames - 4], report.EpisodeFrames);
    }

    [Fact]
    public void A_frame_that_there_is_not_is_refused_with_those_that_there_are()
    {
        var source = Record(bag => Static(bag, 0));
        Assert.Contains(
            "on /tf has a way from 'base_link' to 'gripper'; there are only base_link, camera, elbow, map, odom, shoulder, table, tool0",
            Refusal(source, Of("base_link", "gripper")), StringComparison.Ordinal);
        Assert.Contains("a part of the way from 'table' to 'camera' that moves", Refusal(source, Of("table", "camera")), StringComparison.Ordinal);
    }

    [Fact]
    public void Frames_in_a_circle_have_no_way()
    {
        var source = Record(bag =>
        {
            for (var t = 0; t < Frames; t++)
                bag.Write("/tf", RobotRecording.Stamp(t), Message(t, ("a", "b", Matrix4x4.Identity), ("b", "c", Matrix4x4.Identity), ("c", "a", Matrix4x4.Identity)));
        });
        Assert.Contains("has a way from 'a' to 'b'", Refusal(source, Of("a", "b")), StringComparison.Ordinal);
    }

    [Fact]
    public void Transforms_without_frames_and_frames_without_transforms_are_refused()
    {
        var source = Record(bag => Static(bag, 0));
        Assert.Contains("topic /tf carries tf2_msgs/msg/TFMessage, the poses of many coordinate frames. Say which", Refusal(source, Of()), StringComparison.Ordinal);
        var joints = RobotRecording.Settings with { State = [new VectorSource { Topic = "/joint_states", Frames = ["a", "b"] }] };
        Assert.Contains("topic /joint_states carries sensor_msgs/msg/JointState, which has no 'frames'.", Refusal(source, joints), StringComparison.Ordinal);
        Assert.Equal("frames", Assert.Single(new VectorSource { Topic = "/tf", Frames = ["a"] }.Faults()).Key);
        Assert.Equal("frames", Assert.Single(new VectorSource { Topic = "/tf", Frames = ["a", "a"] }.Faults()).Key);
    }

    private static BagImportSettings Of(params string[] frames) => RobotRecording.Settings with { State = [new VectorSource { Topic = "/tf", Frames = frames, Slop = 0.01 }] };

    private string Refusal(string source, BagImportSettings settings) =>
        Assert.Throws<DataException>(() => BagImport.Run(source, settings, _folder["dataset"])).Message;

    private string Record(Action<BagWriter> begin, Action<BagWriter, int>? between = null, long skew = 0) => RobotRecording.File(_folder, "pick.mcap", bag =>
    {
        begin(bag);
        for (var t = 0; t < Frames; t++)
        {
            between?.Invoke(bag, t);
            RobotRecording.WriteFrame(bag, t);
            var time = RobotRecording.Stamp(t);
            bag.Write("/tf", time, Message(t, ("map", "odom", Matrix4x4.Identity)));
            bag.Write("/tf", time + 1, Message(t, ("base_link", "shoulder", Shoulder(t))));
            bag.Write("/tf", time + 2, Message(t, -skew, ("shoulder", "elbow", Elbow(t))));
        }
    });

    private static void Static(BagWriter bag, long time)
    {
        bag.Write("/tf_static", time, Message(0, ("table", "base_link", Base), ("/elbow", "tool0", Tool)));
        bag.Write("/tf_static", time, Message(0, ("table", "camera", Camera)));
    }

    private static TFMessage Message(int t, params (string Parent, string Child, Matrix4x4 Pose)[] transforms) => Message(t, 0, transforms);

    private static TFMessage Message(int t, long later, params (string Parent, string Child, Matrix4x4 Pose)[] transforms) => new()
    {
        Transforms = [.. transforms.Select(transform => new TransformStamped
        {
            Header = new Header { Stamp = RosTime.Stamp(RobotRecording.Stamp(t) + later), FrameId = transform.Parent },
            ChildFrameId = transform.Child,
            Transform = Transform(transform.Pose),
        })],
    };

    private static Transform Transform(Matrix4x4 pose)
    {
        var turn = Quaternion.CreateFromRotationMatrix(pose);
        return new Transform
        {
            Translation = new() { X = pose.Translation.X, Y = pose.Translation.Y, Z = pose.Translation.Z },
            Rotation = new() { X = turn.X, Y = turn.Y, Z = turn.Z, W = turn.W },
        };
    }

    private static Matrix4x4 InTable(string frame, int t) => frame switch
    {
        "tool0" => Tool * Elbow(t) * Shoulder(t) * Base,
        "elbow" => Elbow(t) * Shoulder(t) * Base,
        "shoulder" => Shoulder(t) * Base,
        "base_link" => Base,
        "camera" => Camera,
        _ => Matrix4x4.Identity,
    };

    private static Matrix4x4 Base { get; } = Pose(0.1f, 0, 0.4f, 0.3f, new Vector3(0, 0, 1));

    private static Matrix4x4 Camera { get; } = Pose(-0.5f, 0.7f, 1.2f, 2.1f, new Vector3(1, 1, 0));

    private static Matrix4x4 Tool { get; } = Pose(0, 0.05f, 0.2f, -1.1f, new Vector3(1, 0, 2));

    private static Matrix4x4 Shoulder(int t) => Pose(0, 0, 0.3f, 0.1f * t, new Vector3(0, 0, 1));

    private static Matrix4x4 Elbow(int t) => Pose(0.4f + 0.01f * t, 0, 0, -0.05f * t, new Vector3(0, 1, 0));

    private static Matrix4x4 Pose(float x, float y, float z, float angle, Vector3 axis) =>
        Matrix4x4.CreateFromAxisAngle(Vector3.Normalize(axis), angle) * Matrix4x4.CreateTranslation(x, y, z);
}
