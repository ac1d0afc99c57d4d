using Robotics.Datasets;
using Robotics.RobotBridge.Recordings;
using Robotics.RobotBridge.Ros2.Messages.GeometryMsgs;

namespace Robotics.RobotBridge.Tests.Recordings;

/// <summary>States and actions from poses, twists, wrenches and single numbers, put together from several topics.</summary>
public sealed class ToolImportTests : IDisposable
{
    private const int Frames = 24;
    private readonly Folder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_state_and_an_action_are_put_together_from_topics_that_are_aligned_each_on_its_own()
    {
        var source = RobotRecording.File(_folder, "pick.mcap", bag => ToolRecording.Write(bag, Frames));
        var report = Assert.Single(BagImport.Run(source, ToolRecording.Settings, _folder["dataset"]));
        var dataset = LeRobotDataset.Open(_folder["dataset"]);
        Assert.Equal(
            ["b", "tool.x", "tool.y", "tool.z", "tool.qx", "tool.qy", "tool.qz", "tool.qw", "wrist.wrench.force.z", "wrist.wrench.torque.x", "gripper.width", "finger.left", "finger.right"],
            dataset.Info.Features["observation.state"].Names!);
        Assert.Equal(
            ["tool.linear.x", "tool.linear.y", "tool.linear.z", "tool.angular.x", "tool.angular.y", "tool.angular.z", "gx", "gy", "gz", "gqx", "gqy", "gqz", "gqw", "gripper.pos"],
            dataset.Info.Features["action"].Names!);
        var numbers = dataset.ReadFrames(Assert.Single(dataset.Episodes));
        for (var t = 0; t < Frames; t++)
        {
            var seconds = RobotRecording.Seconds(RobotRecording.Stamp(t));
            var turn = Quaternion(t * 0.3);
            Assert.Equal([(float)-seconds, (float)seconds, (float)(2 * seconds), (float)(3 * seconds), .. turn, t, -t, (float)(t / 1000.0), t + 0.25f, t + 0.5f], Row(numbers.States, t));
            Assert.Equal([t, t + 1, t + 2, -t, -t - 1, -t - 2, t, 2 * t, 3 * t, .. turn, t / 500f], Row(numbers.Actions, t));
        }

        // cameras, then the sources in their order: what has no header counts as of when it was recorded, and is told
        Assert.Equal([0, 0, 0, 0, 0, Frames, Frames, 0, Frames, Frames], report.Sources.Select(topic => topic.Unstamped));
        Assert.Equal("geometry_msgs/msg/PoseStamped", report.Sources[3].Type);
        Assert.Empty(report.Warnings);
    }

    [Fact]
    public void A_twist_and_a_wrench_without_stamp_are_sources_too()
    {
        var source = RobotRecording.File(_folder, "pick.mcap", bag =>
        {
            for (var frame = 0; frame < Frames; frame++)
            {
                RobotRecording.WriteFrame(bag, frame);
                bag.Write("/cmd_vel", RobotRecording.Stamp(frame) + 1, new Twist { Linear = new Vector3 { X = frame }, Angular = new Vector3 { Z = -frame } });
                bag.Write("/force", RobotRecording.Stamp(frame) + 1, new Wrench { Torque = new Vector3 { Y = frame } });
            }
        });
        BagImport.Run(source, RobotRecording.Settings with
        {
            State = [new VectorSource { Topic = "/force", Components = ["torque.y"] }],
            Action = [new VectorSource { Topic = "/cmd_vel", Components = ["angular.z", "linear.x"], Name = "base" }],
        }, _folder["dataset"]);
        var dataset = LeRobotDataset.Open(_folder["dataset"]);
        Assert.Equal(["force.torque.y"], dataset.Info.Features["observation.state"].Names!);
        Assert.Equal(["base.angular.z", "base.linear.x"], dataset.Info.Features["action"].Names!);
        var numbers = dataset.ReadFrames(dataset.Episodes[0]);
        Assert.Equal([7], Row(numbers.States, 7));
        Assert.Equal([-7, 7], Row(numbers.Actions, 7));
    }

    [Fact]
    public void Quaternions_of_all_episodes_have_the_sign_of_the_first()
    {
        Directory.CreateDirectory(_folder["bags"]);
        RobotRecording.File(_folder, "bags/a.mcap", bag => ToolRecording.Write(bag, 8));
        RobotRecording.File(_folder, "bags/b.mcap", bag => ToolRecording.Write(bag, 8, sign: -1));
        BagImport.Run(_folder["bags"], ToolRecording.Settings, _folder["dataset"]);
        var dataset = LeRobotDataset.Open(_folder["dataset"]);
        var (one, two) = (dataset.ReadFrames(dataset.Episodes[0]), dataset.ReadFrames(dataset.Episodes[1]));
        Assert.Equal(one.States, two.States);
        Assert.Equal(one.Actions, two.Actions);
    }

    [Fact]
    public void Recordings_whose_topic_has_other_numbers_are_named()
    {
        Directory.CreateDirectory(_folder["bags"]);
        RobotRecording.File(_folder, "bags/a.mcap", bag => ToolRecording.Write(bag, 8));
        RobotRecording.File(_folder, "bags/b.mcap", bag =>
        {
            RobotRecording.Write(bag, 8);
            for (var frame = 0; frame < 8; frame++)
                bag.Write("/tool_pose", RobotRecording.Stamp(frame), new Twist());
        });
        var settings = RobotRecording.Settings with { State = [new VectorSource { Topic = "/tool_pose", Name = "tool" }] };
        var message = Assert.Throws<DataException>(() => BagImport.Run(_folder["bags"], settings, _folder["dataset"])).Message;
        Assert.StartsWith(_folder["bags/b.mcap"], message, StringComparison.Ordinal);
        Assert.Contains($"its state is tool.linear.x, tool.linear.y, tool.linear.z, tool.angular.x, tool.angular.y, tool.angular.z, where that of {_folder["bags/a.mcap"]} is tool.x,", message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_imported_comes_back_from_an_export_with_the_same_numbers()
    {
        var source = RobotRecording.File(_folder, "pick.mcap", bag => ToolRecording.Write(bag, Frames));
        BagImport.Run(source, ToolRecording.Settings, _folder["dataset"]);
        var dataset = LeRobotDataset.Open(_folder["dataset"]);
        EpisodeExport.Run(dataset, dataset.Episodes[0], null, _folder["episode.mcap"], new EpisodeExportOptions());
        BagImport.Run(_folder["episode.mcap"], RobotRecording.Settings with
        {
            Cameras = [.. dataset.Cameras.Select(camera => new CameraSource { Name = camera, Topic = EpisodeTopics.Camera(camera) })],
            State = [new VectorSource { Topic = EpisodeTopics.JointStates, Joints = dataset.Info.Features["observation.state"].Names! }],
            Action = [new VectorSource { Topic = EpisodeTopics.JointCommands, Joints = dataset.Info.Features["action"].Names! }],
        }, _folder["again"]);
        var again = LeRobotDataset.Open(_folder["again"]);
        foreach (var feature in new[] { "observation.state", "action" })
            Assert.Equal(dataset.Info.Features[feature].Names!, again.Info.Features[feature].Names!);
        var (before, after) = (dataset.ReadFrames(dataset.Episodes[0]), again.ReadFrames(again.Episodes[0]));
        Assert.Equal((Frames, 13), (after.States.GetLength(0), after.States.GetLength(1)));
        Assert.Equal(before.Timestamps, after.Timestamps);
        Assert.Equal(before.States, after.States);
        Assert.Equal(before.Actions, after.Actions);
    }

    // as one that never changes its sign, which passes through w = 0 here
    private static float[] Quaternion(double angle)
    {
        var turn = ToolRecording.Turn(angle, 1);
        return [(float)turn.X, (float)turn.Y, (float)turn.Z, (float)turn.W];
    }

    private static float[] Row(float[,] values, int t) => [.. Enumerable.Range(0, values.GetLength(1)).Select(i => values[t, i])];
}
