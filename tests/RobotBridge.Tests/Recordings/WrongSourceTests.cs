using Robotics.Datasets;
using Robotics.RobotBridge.Recordings;
using Robotics.RobotBridge.Ros2.Messages.GeometryMsgs;
using Robotics.RobotBridge.Ros2.Messages.SensorMsgs;
using Robotics.RobotBridge.Ros2.Messages.StdMsgs;
using RosString = Robotics.RobotBridge.Ros2.Messages.StdMsgs.String;

namespace Robotics.RobotBridge.Tests.Recordings;

/// <summary>Topics that cannot be what they are named for, and messages of the right type with the wrong numbers.</summary>
public sealed class WrongSourceTests : IDisposable
{
    private const int Frames = 12;
    private readonly Folder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_quaternion_that_is_no_rotation_is_left_out_and_told_with_topic_and_time()
    {
        var source = RobotRecording.File(_folder, "pick.mcap", bag =>
        {
            for (var frame = 0; frame < Frames; frame++)
            {
                RobotRecording.WriteFrame(bag, frame);
                var turn = ToolRecording.Turn(0.1, 1);
                // within the precision of a sender that computes in half of ours, and beyond it
                ToolRecording.WritePose(bag, RobotRecording.Stamp(frame), frame is 4 or 6 ? new Quaternion() : turn with { W = turn.W * (frame == 8 ? 1.0009 : frame == 9 ? 1.002 : 1) });
            }
        });
        var report = Assert.Single(BagImport.Run(source, Pose(), _folder["dataset"]));
        Assert.Equal([Frames - 3], report.EpisodeFrames);
        Assert.Equal((3, 3L), ((int)report.Sources[2].Refused, report.Missed["state /tool_pose"]));
        Assert.StartsWith($"{source}: 3 of 12 messages on /tool_pose hold no rotation and are left out; the first has the quaternion [0, 0, 0, 0] of norm 0 (recorded 2023-11-14T22:13:20.145Z).", Assert.Single(report.Warnings), StringComparison.Ordinal);
        // who takes the position alone has no need of it
        Assert.Equal([Frames], Assert.Single(BagImport.Run(source, Pose("z", "x", "y"), _folder["position"])).EpisodeFrames);
        Assert.Equal(["tool_pose.z", "tool_pose.x", "tool_pose.y"], LeRobotDataset.Open(_folder["position"]).Info.Features["observation.state"].Names!);
    }

    [Fact]
    public void A_pose_in_another_coordinate_frame_is_left_out_and_told_with_topic_and_time()
    {
        var source = RobotRecording.File(_folder, "pick.mcap", bag =>
        {
            for (var frame = 0; frame < Frames; frame++)
            {
                RobotRecording.WriteFrame(bag, frame);
                ToolRecording.WritePose(bag, RobotRecording.Stamp(frame), ToolRecording.Turn(0.1, 1), frame is 4 or 6 ? "tool0" : "base_link");
            }
        });
        var report = Assert.Single(BagImport.Run(source, Pose(), _folder["dataset"]));
        Assert.Equal([Frames - 2], report.EpisodeFrames);
        Assert.Equal((2, 2L), ((int)report.Sources[2].Refused, report.Missed["state /tool_pose"]));
        Assert.StartsWith($"{source}: 2 of 12 messages on /tool_pose are in another coordinate frame and are left out; the first has frame_id 'tool0' where those before have 'base_link' (recorded 2023-11-14T22:13:20.145Z).", Assert.Single(report.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void A_topic_without_any_rotation_is_refused()
    {
        var source = RobotRecording.File(_folder, "pick.mcap", bag =>
        {
            RobotRecording.Write(bag, Frames);
            ToolRecording.WritePose(bag, RobotRecording.Stamp(0), new Quaternion { X = 0.5 });
        });
        Assert.Contains(
            "none of the 1 messages on /tool_pose has finite numbers and a quaternion of unit norm; of the first: it has the quaternion [0.5, 0, 0, 0] of norm 0.5 (recorded 2023-11-14T22:13:20.012Z)",
            Refusal(source, Pose()), StringComparison.Ordinal);
    }

    [Fact]
    public void Numbers_that_are_not_finite_or_too_few_are_left_out_and_counted()
    {
        var source = RobotRecording.File(_folder, "pick.mcap", bag =>
        {
            ToolRecording.Write(bag, Frames);
            var (time, turn) = (RobotRecording.Stamp(Frames), ToolRecording.Turn(0.1, 1));
            bag.Write("/tool_pose", time, new PoseStamped { Pose = ToolRecording.Pose(double.NaN, turn) });
            bag.Write("/tool_pose", time, new PoseStamped { Pose = ToolRecording.Pose(1, turn with { Z = double.PositiveInfinity }) });
            // cut off
            bag.Write("/tool_pose", PoseStamped.Type, time, [0, 1, 0, 0, 1, 2, 3, 4]);
            bag.Write("/gripper/width", time, new Float64 { Data = 1e200 });
            bag.Write("/fingers", time, new Float32MultiArray { Data = [1, 2, 3] });
            bag.Write("/fingers", time, new Float32MultiArray { Data = [1, float.NaN] });
            bag.Write("/servo/twist", time, new TwistStamped { Twist = new Twist { Angular = new Vector3 { Y = double.NaN } } });
            bag.Write("/gripper/command", time, new Float32 { Data = float.NegativeInfinity });
        });
        var report = Assert.Single(BagImport.Run(source, ToolRecording.Settings, _folder["dataset"]));
        Assert.Equal([Frames], report.EpisodeFrames);
        Assert.Equal([0, 0, 0, 3, 0, 1, 2, 1, 0, 1], report.Sources.Select(topic => topic.Refused));
        Assert.StartsWith("it has the numbers [NaN, NaN, NaN, 0.0", report.Sources[3].FirstFault, StringComparison.Ordinal);
        Assert.Equal("it has the numbers [1, 2, 3]", report.Sources[6].FirstFault);
        Assert.Equal("it has the numbers [-Infinity]", report.Sources[9].FirstFault);
    }

    [Fact]
    public void What_a_topic_cannot_be_is_refused_with_what_it_could()
    {
        var source = RobotRecording.File(_folder, "pick.mcap", bag =>
        {
            ToolRecording.Write(bag, Frames);
            bag.Write("/text", RobotRecording.Stamp(0), new RosString { Data = "hello" });
        });
        var unknown = Refusal(source, Of(new VectorSource { Topic = "/text" }));
        Assert.Contains("topic /text carries std_msgs/msg/String", unknown, StringComparison.Ordinal);
        string[] types =
        [
            "sensor_msgs/msg/JointState", "trajectory_msgs/msg/JointTrajectory", "std_msgs/msg/Float64MultiArray", "std_msgs/msg/Float32MultiArray", "geometry_msgs/msg/PoseStamped", "geometry_msgs/msg/Pose",
            "geometry_msgs/msg/TwistStamped", "geometry_msgs/msg/Twist", "geometry_msgs/msg/WrenchStamped", "geometry_msgs/msg/Wrench", "std_msgs/msg/Float64", "std_msgs/msg/Float32",
        ];
        Assert.Contains($"A state or action comes from {string.Join(", ", types)} or tf2_msgs/msg/TFMessage: map another topic.", unknown, StringComparison.Ordinal);
        Assert.Contains("/joint_states carries sensor_msgs/msg/JointState, and no joints are named for it. List its joints", Refusal(source, Of(new VectorSource { Topic = "/joint_states" })), StringComparison.Ordinal);
        Assert.Contains("one for each number of the array", Refusal(source, Of(new VectorSource { Topic = "/fingers" })), StringComparison.Ordinal);
        Assert.Contains("/tool_pose carries geometry_msgs/msg/PoseStamped, which has no joints. Leave 'joints' and 'field' out; 'components' chooses among x, y, z, qx", Refusal(source, Of(new VectorSource { Topic = "/tool_pose", Joints = ["x"] })), StringComparison.Ordinal);
        Assert.Contains("/gripper/width carries std_msgs/msg/Float64, which has no joints.", Refusal(source, Of(new VectorSource { Topic = "/gripper/width", Joints = ["width"] })), StringComparison.Ordinal);
        Assert.Contains("geometry_msgs/msg/PoseStamped, which has no component 'force.x'. Choose among x, y", Refusal(source, Of(new VectorSource { Topic = "/tool_pose", Components = ["x", "force.x"] })), StringComparison.Ordinal);
        Assert.Contains("single number: leave 'components' out", Refusal(source, Of(new VectorSource { Topic = "/gripper/width", Components = ["x"] })), StringComparison.Ordinal);
        Assert.Contains("'names' has 2 names for the 7 numbers of /tool_pose", Refusal(source, Of(new VectorSource { Topic = "/tool_pose", Names = ["x", "y"] })), StringComparison.Ordinal);
        Assert.Contains("the state has 'tool.x' twice", Refusal(source, Of(new VectorSource { Topic = "/tool_pose", Name = "tool" }, new VectorSource { Topic = "/goal", Name = "tool" })), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("16UC1", "encoding '16UC1'")]
    [InlineData("32FC1", "encoding '32FC1'")]
    public void A_camera_of_raw_depth_is_refused_with_topic_encoding_and_what_to_do(string encoding, string named) =>
        RequireDepthRefused((bag, time) => bag.Write("/depth", time, new Image { Width = 2, Height = 2, Encoding = encoding, Step = 8, Data = new byte[16] }), named);

    [Fact]
    public void A_camera_of_compressed_depth_is_refused_alike()
    {
        // the beginning of a PNG of 16 bits without colour
        byte[] png = [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10, 0, 0, 0, 13, .. "IHDR"u8, 0, 0, 0, 2, 0, 0, 0, 2, 16, 0, 0, 0, 0, .. "IEND"u8];
        RequireDepthRefused((bag, time) => bag.Write("/depth", time, new CompressedImage { Format = "16UC1; compressedDepth png", Data = new byte[40] }), "format '16UC1; compressedDepth png'");
        RequireDepthRefused((bag, time) => bag.Write("/depth", time, new CompressedImage { Format = "32FC1; png compressed", Data = png }), "format '32FC1; png compressed'");
        RequireDepthRefused((bag, time) => bag.Write("/depth", time, new CompressedImage { Format = "png", Data = png }), "format 'png'");
    }

    [Fact]
    public void An_encoding_that_is_not_known_is_refused_with_those_that_are() =>
        Assert.Contains("(encoding 'nv12') is in none of rgb8, bgr8", DepthRefusal((bag, time) => bag.Write("/depth", time, new Image { Encoding = "nv12" })), StringComparison.Ordinal);

    [Fact]
    public void Settings_tell_what_is_wrong_before_a_recording_is_read()
    {
        var settings = RobotRecording.Settings with
        {
            State =
            [
                new VectorSource { Topic = "/a", Joints = ["a"], Components = ["x"] },
                new VectorSource { Topic = "/b", Components = ["x", "X"] },
                new VectorSource { Topic = "/c", Components = ["x", "qz", "qw"] },
                new VectorSource { Topic = "/d", Components = ["y", "y"] },
                new VectorSource { Topic = "/e", Name = "tool", Names = ["a"] },
                new VectorSource { Topic = "/f", Components = ["x", "y"], Names = ["a"] },
            ],
            Action = [new VectorSource { Topic = "/g", Components = ["x"], Name = "tool" }, new VectorSource { Topic = "/h", Joints = ["x"], Name = "tool" }],
        };
        var faults = settings.Faults().ToLookup(fault => fault.Key, fault => fault.Message);
        Assert.Equal(["action", "state", "state.0.components", "state.1.components", "state.2.components", "state.3.components", "state.4.name", "state.5.names"], faults.Select(fault => fault.Key).Order());
        Assert.Contains("names 'X', which is none of x, y, z, qx", faults["state.1.components"].Single(), StringComparison.Ordinal);
        Assert.Contains("take all of qx, qy, qz, qw", faults["state.2.components"].Single(), StringComparison.Ordinal);
        Assert.Contains("'tool.x' is there twice", faults["action"].Single(), StringComparison.Ordinal);
        Assert.Empty(ToolRecording.Settings.Faults());
    }

    private void RequireDepthRefused(Action<BagWriter, long> write, string named)
    {
        var message = DepthRefusal(write);
        Assert.Contains("none of the 12 messages on /depth", message, StringComparison.Ordinal);
        Assert.Contains($"({named}) holds depth", message, StringComparison.Ordinal);
        Assert.Contains("depth has to be made one of 8 bits", message, StringComparison.Ordinal);
    }

    private string DepthRefusal(Action<BagWriter, long> write)
    {
        var source = RobotRecording.File(_folder, "depth.mcap", bag =>
        {
            for (var frame = 0; frame < Frames; frame++)
            {
                RobotRecording.WriteFrame(bag, frame);
                write(bag, RobotRecording.Stamp(frame));
            }
        });
        return Refusal(source, RobotRecording.Settings with { Cameras = [.. RobotRecording.Settings.Cameras, new CameraSource { Name = "depth", Topic = "/depth" }] });
    }

    private string Refusal(string source, BagImportSettings settings)
    {
        var message = Assert.Throws<DataException>(() => BagImport.Run(source, settings, _folder["dataset"])).Message;
        Assert.StartsWith($"{source}: ", message, StringComparison.Ordinal);
        Assert.False(Path.Exists(_folder["dataset"]));
        return message;
    }

    private static BagImportSettings Pose(params string[] components) => Of(new VectorSource { Topic = "/tool_pose", Components = components, Slop = 0.01 });

    private static BagImportSettings Of(params VectorSource[] state) => RobotRecording.Settings with { State = state };
}
