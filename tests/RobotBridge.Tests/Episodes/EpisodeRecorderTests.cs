using Robotics.Datasets;
using Robotics.Datasets.Mcap;
using Robotics.Perception.Images;
using Robotics.Policy;
using Robotics.RobotBridge.Episodes;
using Robotics.RobotBridge.Node;
using Robotics.RobotBridge.Ros2;
using Robotics.RobotBridge.Ros2.Dds;
using Robotics.RobotBridge.Ros2.Messages.RoboticsMsgs;
using Robotics.RobotBridge.Ros2.Messages.SensorMsgs;
using Robotics.RobotBridge.Ros2.Messages.StdMsgs;
using Robotics.RobotBridge.Ros2.Names;
using Robotics.RobotBridge.Tests.Node;
using Robotics.RobotBridge.Tests.Ros2;
using StringMessage = Robotics.RobotBridge.Ros2.Messages.StdMsgs.String;

namespace Robotics.RobotBridge.Tests.Episodes;

/// <summary>Episodes into a dataset, over real DDS where topics are involved; frames are handed in as the observer does.</summary>
[Collection("network")]
public sealed class EpisodeRecorderTests : IDisposable
{
    private const int Fps = 10;
    private readonly BufferPool _pool = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("robotics-recorder-").FullName;

    private string Dataset => Path.Combine(_folder, "recorded");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Two_tasks_become_two_episodes_with_actions_and_rewards_and_bags() => Record(Settings(), (robot, node, recorder) =>
    {
        Offer(recorder, node, 0, frames: 4);
        robot.BeginTask("first", node);
        Offer(recorder, node, 1, frames: 12);
        robot.SendJoints(node.Transport);
        robot.BeginTask("second", node);
        Offer(recorder, node, 2, frames: 8);
    }, recorder =>
    {
        Assert.Equal((2, 0L), (recorder.Episodes, recorder.DroppedFrames));
        var dataset = LeRobotDataset.Open(Dataset);
        Assert.Equal([12, 8], dataset.Episodes.Select(episode => episode.Length));
        Assert.Equal(["first", "second"], dataset.Episodes.Select(episode => episode.Tasks[0]));
        Assert.Empty(dataset.Episodes.SelectMany(dataset.MissingFiles));
        var frames = dataset.ReadFrames(dataset.Episodes[0]);
        for (var t = 0; t < 12; t++)
        {
            Assert.Equal(t * 0.1f, frames.States[t, 0], 1e-6f);
            // the action of a frame is what was commanded at the next one
            Assert.Equal(Math.Min(t + 1, 11) * 0.2f, frames.Actions[t, 0], 1e-6f);
        }
        var progress = SarmProgressFile.Read(Path.Combine(Dataset, SarmProgressFile.FileName));
        Assert.Equal(Enumerable.Range(0, 8).Select(t => t / 100f), progress.Progress(dataset.Episodes[1]));
        var labels = FrameTable.Read(Path.Combine(Dataset, "reward_labels.parquet")).Slice(dataset.Episodes[0]);
        Assert.Equal([.. Enumerable.Range(1, 11).Select(t => (float)t), 0], labels.Column("reward"));
        Assert.Equal(["reach", "grasp"], RewardLabelsFile.Stages(labels));
        Assert.Equal("0.5", dataset.Episodes[0].Labels["estimated_success"]);
        Assert.Contains("/joint_states", Topics(Path.Combine(Dataset, "bags", "episode_000000.mcap")));
        Assert.False(Directory.Exists(Dataset + ".recording"));
    });

    [Fact]
    public void The_record_topic_begins_and_ends_an_episode_and_gaps_are_counted() => Record(Settings(everyTask: false, bags: false), (robot, node, recorder) =>
    {
        robot.BeginTask("nobody asked", node);
        Offer(recorder, node, 1, frames: 3);
        robot.Record(true);
        Eventually.True(() => Started(recorder, node), "recording begins");
        Offer(recorder, node, 1, frames: 5, start: 3_000_000_000);
        robot.Record(false);
        Eventually.True(() => Ended(recorder, node), "recording ends");
        Offer(recorder, node, 1, frames: 3, start: 9_000_000_000);
    }, recorder =>
    {
        var episode = Assert.Single(LeRobotDataset.Open(Dataset).Episodes);
        Assert.True(episode.Length >= 6);
        Assert.True(int.Parse(episode.Labels["missing_frames"]) > 0);
        Assert.False(Directory.Exists(Path.Combine(Dataset, "bags")));
    });

    [Fact]
    public void What_a_killed_node_left_is_taken_up_and_its_half_episode_is_not()
    {
        Record(Settings(bags: false), (robot, node, recorder) =>
        {
            robot.BeginTask("first", node);
            Offer(recorder, node, 1, frames: 6);
            robot.BeginTask("second", node);
            Offer(recorder, node, 2, frames: 3);
            Eventually.True(() => recorder.Episodes == 1 && Directory.Exists(Dataset + ".recording/episode.partial"), "the second episode is in work");
            // what is on disk at this moment is what a kill would leave
            Copy(Dataset + ".recording", _folder + "/killed.recording");
        }, _ => { });
        Assert.False(Directory.Exists(Dataset.Replace("recorded", "killed", StringComparison.Ordinal)));
        Record(Settings(bags: false, folder: "killed"), (robot, node, recorder) =>
        {
            robot.BeginTask("third", node);
            Offer(recorder, node, 1, frames: 4);
        }, _ => Assert.Equal(["first", "third"], LeRobotDataset.Open(Path.Combine(_folder, "killed")).Episodes.Select(episode => episode.Tasks[0])));
    }

    [Fact]
    public void An_episode_that_cannot_be_written_is_left_out_and_the_rest_goes_on() => Record(Settings(bags: false), (robot, node, recorder) =>
    {
        robot.BeginTask("odd", node);
        Offer(recorder, node, 1, frames: 3, width: 15);
        robot.BeginTask("other size", node);
        Offer(recorder, node, 2, frames: 3);
        robot.BeginTask("larger", node);
        Offer(recorder, node, 3, frames: 3, width: 32);
    }, recorder => Assert.Equal("other size", Assert.Single(LeRobotDataset.Open(Dataset).Episodes).Tasks[0]));

    [Fact]
    public void Without_an_episode_nothing_is_left_behind() => Record(Settings(), (_, _, _) => { }, _ => Assert.Empty(Directory.GetFileSystemEntries(_folder)));

    [Fact]
    public void A_frame_that_finds_no_room_is_counted_and_given_back() => Record(Settings(), (_, _, _) => { }, recorder =>
    {
        using (var moment = PooledMoment.Make(_pool, 1_000_000_000, 16, 16, shade: 0, [0], [0]))
            recorder.Offer(moment, new TaskProgress(), task: 1);
        Assert.Equal((1L, 0L), (recorder.DroppedFrames, _pool.Lent));
    });

    [Fact]
    public void A_dataset_that_exists_is_left_as_it_is()
    {
        Directory.CreateDirectory(Dataset);
        Assert.Contains("exists already", Assert.Throws<DataException>(() => Record(Settings(), (_, _, _) => { }, _ => { })).Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(Dataset));
    }

    private NodeSettings Settings(bool everyTask = true, bool bags = true, string folder = "recorded") => new()
    {
        Name = "recorder",
        Dds = new DdsSettings { Domain = 96, LocalhostOnly = true },
        Robot = new RobotSettings { Joints = ["a"] },
        Sensors = new SensorSettings { Cameras = [new CameraTopic { Name = "front", Topic = "/front" }] },
        Progress = new ObserverSettings { Rate = Fps },
        Record = new RecorderSettings { Folder = Path.Combine(_folder, folder), EveryTask = everyTask, Bags = bags },
    };

    private bool Started(EpisodeRecorder recorder, NodeContext node)
    {
        Offer(recorder, node, 1, frames: 1, start: 1_000_000_000 + _tick++ * 1000);
        return Directory.Exists(node.Settings.Record!.Folder + ".recording/episode.partial");
    }

    private bool Ended(EpisodeRecorder recorder, NodeContext node)
    {
        Offer(recorder, node, 1, frames: 1, start: 8_000_000_000 + _tick++ * 1000);
        return !Directory.Exists(node.Settings.Record!.Folder + ".recording/episode.partial");
    }

    private static long _tick;

    private void Offer(EpisodeRecorder recorder, NodeContext node, long task, int frames, long start = 1_000_000_000, int width = 16)
    {
        for (var t = 0; t < frames; t++)
        {
            var stamp = start + t * 1_000_000_000L / Fps;
            var taken = recorder.Frames;
            using (var moment = PooledMoment.Make(_pool, stamp, width, 16, shade: 0, [t * 0.1], [t * 0.2]))
                recorder.Offer(
                    moment,
                    new TaskProgress { Task = node.Tasks.Current.Text, Progress = t / 100f, Reward = t, Success = 0.5f, Model = "model", Stage = t < 6 ? 0u : 1u, StageName = t < 6 ? "reach" : "grasp" },
                    task);
            Eventually.True(() => recorder.Frames > taken, "the frame is taken off the queue");
        }
    }

    private void Record(NodeSettings settings, Action<Robot, NodeContext, EpisodeRecorder> act, Action<EpisodeRecorder> check)
    {
        Assert.SkipWhen(CycloneLibrary.WhyUnavailable() is not null, CycloneLibrary.WhyUnavailable() ?? "");
        IsolatedNetwork.Run(() =>
        {
            using var transport = new DdsTransport(settings.Dds, settings.Name, RosArguments.None);
            using var robotTransport = new DdsTransport(settings.Dds, "robot", RosArguments.None);
            using var node = new NodeContext(transport, settings, new JointEmbodiment(settings.Robot.Joints), TimeProvider.System);
            EpisodeRecorder recorder;
            using (recorder = new EpisodeRecorder(node, ["front"]))
            using (var robot = new Robot(robotTransport, settings.Record!.Bags ? 2 : 1))
            using (var cancellation = new CancellationTokenSource())
            {
                var loop = new Thread(() => recorder.Run(cancellation.Token));
                loop.Start();
                try
                {
                    act(robot, node, recorder);
                }
                finally
                {
                    cancellation.Cancel();
                    loop.Join();
                }
            }
            Assert.Equal(0, _pool.Lent);
            check(recorder);
        });
    }

    private static string[] Topics(string bag)
    {
        using var reader = new McapReader(bag);
        return [.. reader.Messages().Select(message => message.Channel.Topic).Distinct()];
    }

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.GetFiles(from, "*", SearchOption.AllDirectories).Where(file => Path.GetFileName(file) != ".recording"))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }

    private sealed class Robot : IDisposable
    {
        private readonly IPublisher<StringMessage> _task;
        private readonly IPublisher<Bool> _record;
        private readonly IPublisher<JointState> _joints;

        public Robot(ITransport transport, int jointListeners)
        {
            _task = transport.Publish<StringMessage>("/recorder/task", QosProfile.Default);
            _record = transport.Publish<Bool>("/recorder/record", QosProfile.Default);
            _joints = transport.Publish<JointState>("/joint_states", QosProfile.Default);
            Eventually.True(() => _task.Matched == 1 && _record.Matched == 1 && _joints.Matched == jointListeners, "the node is there");
        }

        public void BeginTask(string task, NodeContext node)
        {
            _task.Publish(new StringMessage { Data = task });
            Eventually.True(() => node.Tasks.Current.Text == task, "the task arrives");
        }

        public void SendJoints(ITransport node) => _joints.PublishTo(node, new JointState { Name = ["a"], Position = [1] });

        public void Record(bool on) => _record.Publish(new Bool { Data = on });

        public void Dispose()
        {
            _task.Dispose();
            _record.Dispose();
            _joints.Dispose();
        }
    }
}
