using System.Collections.Concurrent;
using Robotics.Perception.Images;
using Robotics.Policy;
using Robotics.RewardModels.Learning;
using Robotics.RewardModels.Sarm;
using Robotics.RewardModels.Shaping;
using Robotics.RobotBridge.Node;
using Robotics.RobotBridge.Ros2;
using Robotics.RobotBridge.Ros2.Dds;
using Robotics.RobotBridge.Ros2.Messages.DiagnosticMsgs;
using Robotics.RobotBridge.Ros2.Messages.RclInterfaces;
using Robotics.RobotBridge.Ros2.Messages.RoboticsMsgs;
using Robotics.RobotBridge.Ros2.Messages.SensorMsgs;
using Robotics.RobotBridge.Ros2.Messages.StdMsgs;
using Robotics.RobotBridge.Ros2.Names;
using Robotics.RobotBridge.Tests.Ros2;
using StringMessage = Robotics.RobotBridge.Ros2.Messages.StdMsgs.String;

namespace Robotics.RobotBridge.Tests.Node;

/// <summary>The observing node over real DDS, with a robot that plays an episode back.</summary>
[Collection("network")]
public sealed class ObserverNodeTests
{
    private static readonly NodeSettings Settings = new()
    {
        Dds = new DdsSettings { Domain = 93, LocalhostOnly = true },
        Robot = new RobotSettings { Joints = ["lift", "grip"] },
        Sensors = new SensorSettings
        {
            Cameras = [new CameraTopic { Name = "wrist", Topic = "/wrist", Compressed = false }, new CameraTopic { Name = "front", Topic = "/front/compressed" }],
        },
        Task = RecordedEpisode.Task,
        Progress = new ObserverSettings { Rate = 100 },
    };

    [Fact]
    public void A_replayed_episode_gives_the_numbers_of_the_offline_pass() => Run((robot, episode, model, node) =>
    {
        var offline = model.Estimate(episode.Input);
        var rewards = new PotentialShaping(Settings.Progress.Gamma).Shape(offline.Progress, terminated: false);
        // twice: a message on the task topic begins the second episode from a clean state
        for (var pass = 0; pass < 2; pass++)
        {
            for (var frame = 0; frame < RecordedEpisode.Frames; frame++)
            {
                var live = robot.Play(episode, frame, stamp: 1_000_000_000L * (100 * pass + 1) + frame * 100_000_000L);
                Assert.Equal(offline.Progress[frame], live.Progress, 1e-5f);
                Assert.Equal(offline.Stages[frame], (int)live.Stage);
                Assert.Equal(RecordedEpisode.Stages[live.Stage], live.StageName);
                Assert.Equal(offline.Confidence[frame], live.Confidence, 1e-5f);
                Assert.Equal(frame == 0 ? 0 : rewards[frame - 1], live.Reward, 1e-5f);
            }
            robot.BeginEpisode(RecordedEpisode.Task);
            Eventually.True(() => robot.Log.Count(line => line == $"new episode: {RecordedEpisode.Task}") == pass + 1, "the next episode has begun");
        }
        Assert.False(robot.Overlays.IsEmpty);
        var overlay = RosImage.Decode(robot.Overlays.Last());
        Assert.Equal((16, 12), (overlay.Width, overlay.Height));
        Eventually.True(() => robot.Diagnostics.Any(status => status.Level <= 1), "diagnostics report estimates, in time or not");
        Assert.Equal((2 * RecordedEpisode.Frames, 0, 0, 0), (node.Counts.Estimates, node.Counts.Undecodable, node.Counts.Malformed, node.Counts.Incompatible));
    });

    [Fact]
    public void Lone_views_and_missing_states_and_broken_images_are_counted_and_give_no_estimate() => Run((robot, episode, model, node) =>
    {
        robot.Send(episode, frame: 0, stamp: 1_000_000_000, cameras: [0]);
        robot.Send(episode, frame: 0, stamp: 1_200_000_000, cameras: [1]);
        var ticks = node.Counts.Ticks;
        Eventually.True(() => node.Counts.Ticks > ticks + 3, "the node looks for moments");
        Assert.Equal((0, 0), (node.Counts.Estimates, node.Counts.WithoutState));
        robot.Send(episode, frame: 0, stamp: 2_000_000_000, cameras: [0, 1], state: false);
        Eventually.True(() => node.Counts.WithoutState == 1, "the moment without state is counted");
        robot.Send(episode, frame: 0, stamp: 3_000_000_000, cameras: [0, 1], breakImage: true);
        Eventually.True(() => node.Counts.Undecodable == 1, "the broken image is counted");
        Assert.Equal(0, node.Counts.Estimates);
        robot.Play(episode, 0, stamp: 4_000_000_000);
        Assert.Equal(2, node.Counts.DroppedViews);
    });

    private static void Run(Action<Robot, RecordedEpisode, SarmModel, ObserverNode> test)
    {
        Assert.SkipWhen(CycloneLibrary.WhyUnavailable() is not null, CycloneLibrary.WhyUnavailable() ?? "");
        TorchThreads.Limit(1);
        var episode = new RecordedEpisode();
        using var model = episode.Train();
        IsolatedNetwork.Run(() =>
        {
            using var transport = new DdsTransport(Settings.Dds, Settings.Name, RosArguments.None);
            using var robotTransport = new DdsTransport(Settings.Dds, "robot", RosArguments.None);
            using var backbone = new MeanColour();
            using var progress = new LiveProgress(
                backbone, model, new PotentialShaping(Settings.Progress.Gamma), Settings.Progress, RecordedEpisode.Cameras.Length, Settings.Task);
            using var context = new NodeContext(transport, Settings, new JointEmbodiment(Settings.Robot.Joints), TimeProvider.System);
            using var node = new ObserverNode(context, RecordedEpisode.Cameras, progress, model);
            using var cancellation = new CancellationTokenSource();
            var loop = new Thread(() => node.Run(cancellation.Token));
            loop.Start();
            try
            {
                using var robot = new Robot(robotTransport, transport);
                test(robot, episode, model, node);
            }
            finally
            {
                cancellation.Cancel();
                loop.Join();
            }
            AllBuffers.ComeBack(context.Sensors);
        });
    }

    private sealed class Robot : IDisposable
    {
        private static readonly QosProfile Everything = QosProfile.Default with { Depth = 1000 };

        private readonly ITransport _node;
        private readonly ConcurrentQueue<TaskProgress> _estimates = new();
        private readonly List<IDisposable> _ends = [];
        private readonly IPublisher<CompressedImage> _front;
        private readonly IPublisher<Image> _wrist;
        private readonly IPublisher<JointState> _joints;
        private readonly IPublisher<StringMessage> _task;

        public Robot(ITransport transport, ITransport node)
        {
            _node = node;
            _front = Keep(transport.Publish<CompressedImage>("/front/compressed", QosProfile.Default));
            _wrist = Keep(transport.Publish<Image>("/wrist", QosProfile.Default));
            _joints = Keep(transport.Publish<JointState>("/joint_states", QosProfile.Default));
            _task = Keep(transport.Publish<StringMessage>("/reward/task", QosProfile.Default));
            var estimates = Keep(transport.Subscribe<TaskProgress>("/reward/task_progress", Everything, _estimates.Enqueue));
            Keep(transport.Subscribe<DiagnosticArray>("/diagnostics", Everything, message => Diagnostics.Enqueue(message.Status[0])));
            Keep(transport.Subscribe<Log>("/rosout", Everything, message => Log.Enqueue(message.Msg)));
            var overlays = Keep(transport.Subscribe<CompressedImage>("/reward/overlay/compressed", QosProfile.Default, image => Overlays.Enqueue(image with { Data = image.Data.ToArray() })));
            Eventually.True(() => new IEndpoint[] { _front, _wrist, _joints, _task, estimates, overlays }.All(end => end.Matched == 1), "the node is there");
        }

        public ConcurrentQueue<DiagnosticStatus> Diagnostics { get; } = new();

        public ConcurrentQueue<string> Log { get; } = new();

        public ConcurrentQueue<CompressedImage> Overlays { get; } = new();

        /// <summary>Sends a frame and waits for what the node says about it.</summary>
        public TaskProgress Play(RecordedEpisode episode, int frame, long stamp)
        {
            var before = _estimates.Count;
            Send(episode, frame, stamp, [0, 1]);
            Eventually.True(() => _estimates.Count > before, $"frame {frame} is estimated");
            var estimate = _estimates.Last();
            Assert.Equal(stamp, RosTime.Nanoseconds(estimate.Header.Stamp));
            return estimate;
        }

        public void Send(RecordedEpisode episode, int frame, long stamp, int[] cameras, bool state = true, bool breakImage = false)
        {
            // a moment whose state comes after its views is lost
            if (state)
                _joints.PublishTo(_node, new JointState { Header = Header(stamp), Name = ["grip", "lift"], Position = [episode.States[frame, 1], episode.States[frame, 0]] });
            if (cameras.Contains(0))
                _front.PublishTo(_node, new CompressedImage { Header = Header(stamp), Format = "png", Data = breakImage ? new byte[9] : ImageFile.EncodePng(episode.Images[frame][0]) });
            if (cameras.Contains(1))
                _wrist.PublishTo(_node, Raw(episode, frame, stamp));
        }

        public void BeginEpisode(string task) => _task.Publish(new StringMessage { Data = task });

        public void Dispose() => _ends.ForEach(end => end.Dispose());

        private static Image Raw(RecordedEpisode episode, int frame, long stamp)
        {
            var image = episode.Images[frame][1];
            return new Image { Header = Header(stamp), Width = (uint)image.Width, Height = (uint)image.Height, Encoding = "rgb8", Step = (uint)image.Width * 3, Data = image.Pixels };
        }

        private static Header Header(long stamp) => new() { Stamp = RosTime.Stamp(stamp), FrameId = "camera" };

        private T Keep<T>(T end)
            where T : IDisposable
        {
            _ends.Add(end);
            return end;
        }
    }
}
