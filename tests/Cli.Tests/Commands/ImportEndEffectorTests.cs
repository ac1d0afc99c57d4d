using Robotics.Cli.Tests.Shards;
using Robotics.Datasets;
using Robotics.Datasets.Tests.Fixtures;
using Robotics.Perception.Images;
using Robotics.RobotBridge.Node;
using Robotics.RobotBridge.Recordings;
using Robotics.RobotBridge.Ros2.Messages.GeometryMsgs;
using Robotics.RobotBridge.Ros2.Messages.SensorMsgs;
using Robotics.RobotBridge.Ros2.Messages.StdMsgs;

namespace Robotics.Cli.Tests.Commands;

/// <summary>A recording of the robot that the example configuration for tools and grippers describes.</summary>
public sealed class ImportEndEffectorTests : IDisposable
{
    private const int Frames = 15;
    private const long Start = 1_700_000_000_000_000_000;
    private static readonly string Example = Path.Combine(RepositoryFolder.Root, "configs/bridge/import_end_effector.yaml");
    private readonly Folder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_example_configuration_reads_it_and_an_export_brings_it_back()
    {
        Record(_folder["teleop.mcap"]);
        Assert.Contains("/gripper/width: 15 messages, 30 a second, 15 without stamp", RoboticsCall.Succeed(Import(_folder["teleop.mcap"], "dataset", Example, "--task=wipe the table")).Output);
        var dataset = LeRobotDataset.Open(_folder["dataset"]);
        string[] state = [.. dataset.Info.Features["observation.state"].Names!], action = [.. dataset.Info.Features["action"].Names!];
        Assert.Equal("joint1 joint2 joint3 joint4 joint5 joint6 tool.x tool.y tool.z tool.qx tool.qy tool.qz tool.qw tool.force.x tool.force.y tool.force.z gripper.width", string.Join(' ', state));
        Assert.Equal("tool.linear.x tool.linear.y tool.linear.z tool.angular.x tool.angular.y tool.angular.z gripper.width", string.Join(' ', action));
        var numbers = dataset.ReadFrames(Assert.Single(dataset.Episodes));
        for (var t = 0; t < Frames; t++)
        {
            Assert.Equal([1, 2, 3, 4, 5, t, t, 0, 0, 1, 0, 0, 0, 0, 2 * t, 3 * t, 5 * t], Enumerable.Range(0, state.Length).Select(i => numbers.States[t, i]));
            // the one gripper command holds for all that follows
            Assert.Equal([4 * t, 0, 0, 0, 0, -t, 0.04f], Enumerable.Range(0, action.Length).Select(i => numbers.Actions[t, i]));
        }

        RoboticsCall.Succeed("dataset", "export", _folder["dataset"], _folder["again.mcap"], "--episode", "0");
        File.WriteAllText(_folder["again.yaml"], $"""
            fps: 30
            cameras:
              - name: front
                topic: /front/image_raw/compressed
            state:
              - topic: /joint_states
                joints: [{string.Join(", ", state)}]
            action:
              - topic: /joint_commands
                joints: [{string.Join(", ", action)}]
            """);
        RoboticsCall.Succeed(Import(_folder["again.mcap"], "again", _folder["again.yaml"]));
        var again = LeRobotDataset.Open(_folder["again"]);
        Assert.Equal(numbers.States, again.ReadFrames(again.Episodes[0]).States);
        Assert.Equal(numbers.Actions, again.ReadFrames(again.Episodes[0]).Actions);
    }

    [Fact]
    public void A_wrong_source_is_told_with_its_place_in_the_configuration()
    {
        Record(_folder["teleop.mcap"]);
        File.WriteAllText(_folder["wrong.yaml"], """
            cameras:
              - {name: front, topic: /front/image_raw/compressed}
            state:
              - topic: /tool/pose
                components: [x, qw]
            """);
        var (code, _, error) = RoboticsCall.Run(Import(_folder["teleop.mcap"], "dataset", _folder["wrong.yaml"], "--task=wipe"));
        Assert.Equal(1, code);
        Assert.Contains("wrong.yaml:5:", error);
        Assert.Contains("a part of a quaternion", error);
        Assert.False(Path.Exists(_folder["dataset"]));
    }

    private string[] Import(string source, string dataset, string config, params string[] overrides) =>
        ["dataset", "import", source, _folder[dataset], "--config", config, .. overrides];

    private static void Record(string path)
    {
        using var stream = File.Create(path);
        using var bag = new BagWriter(stream);
        var pixels = new byte[32 * 32 * 3];
        Array.Fill(pixels, (byte)90);
        bag.Write("/gripper/command", Start, new Float32 { Data = 0.04f });
        for (var t = 0; t < Frames; t++)
        {
            var time = Start + t * 1_000_000_000L / 30;
            var header = new Header { Stamp = RosTime.Stamp(time) };
            var image = new CompressedImage { Header = header, Format = "jpeg", Data = ImageFile.EncodeJpeg(new RgbImage(32, 32, pixels), 90) };
            bag.Write("/front/image_raw/compressed", time, image);
            bag.Write("/wrist/image_raw/compressed", time, image);
            bag.Write("/joint_states", time, new JointState { Header = header, Name = ["joint6", "joint5", "joint4", "joint3", "joint2", "joint1"], Position = [t, 5, 4, 3, 2, 1] });
            bag.Write("/tool/pose", time, new PoseStamped { Header = header, Pose = new Pose { Position = new Point { X = t }, Orientation = new Quaternion { X = t % 2 == 0 ? 1 : -1 } } });
            bag.Write("/tool/wrench", time, new WrenchStamped { Header = header, Wrench = new Wrench { Force = new Vector3 { Y = 2 * t, Z = 3 * t } } });
            bag.Write("/gripper/width", time, new Float64 { Data = 5 * t });
            bag.Write("/servo/twist", time, new TwistStamped { Header = header, Twist = new Twist { Linear = new Vector3 { X = 4 * t }, Angular = new Vector3 { Z = -t } } });
        }

        bag.Complete();
    }
}
