using Robotics.Datasets;
using Robotics.Perception.Images;
using Robotics.Policy;
using Robotics.Policy.Rollout;
using Robotics.RobotBridge.Links.Actor;
using Robotics.RobotBridge.Node;
using Robotics.RobotBridge.Ros2.Messages.RoboticsMsgs;
using Robotics.RobotBridge.Tests.Node;
using Robotics.RobotBridge.Tests.Ros2;

namespace Robotics.RobotBridge.Tests.Links;

public sealed class TransitionStreamTests
{
    private readonly BufferPool _pool = new();
    private readonly Sink _sink = new();
    private readonly List<string> _warnings = [];

    [Fact]
    public void Frames_of_a_task_become_an_episode_with_an_end()
    {
        Stream(stream =>
        {
            Offer(stream, task: 0, frames: 3);
            Offer(stream, task: 1, frames: 5, success: 0.9f);
            Offer(stream, task: 2, frames: 3);
        });
        Assert.Equal([0, 1, 2, 3, 0, 1], _sink.Taken.Select(transition => transition.Step));
        Assert.Equal(2, _sink.Taken.Select(transition => transition.Episode).Distinct().Count());
        var first = _sink.Taken[..4];
        for (var t = 0; t < 4; t++)
        {
            Assert.Equal([(float)(t * 0.1)], first[t].Observation.State);
            Assert.Equal([(float)((t + 1) * 0.2)], first[t].Action);
            // what is published with a frame is the reward of the step to it
            Assert.Equal(t + 1, first[t].Reward);
            Assert.Equal(t * 0.1, first[t].Observation.Timestamp, 1e-9);
            Assert.Equal("somebody", first[t].Policy);
        }
        Assert.All(first[..3], transition => Assert.Null(transition.End));
        Assert.Equal((true, true), (first[3].End!.Terminated, first[3].End!.Success));
        Assert.Equal([0.4f], first[3].End!.Observation.State);
        Assert.Equal((false, false), (_sink.Taken[5].End!.Terminated, _sink.Taken[5].End!.Success));
        Assert.Empty(_warnings);
    }

    [Fact]
    public void A_full_spool_cuts_the_episode_and_the_next_one_goes_on()
    {
        _sink.Room = 2;
        Stream(stream =>
        {
            Offer(stream, task: 1, frames: 6);
            _sink.Room = 100;
            Offer(stream, task: 2, frames: 3);
        });
        Assert.Equal([0, 1, 0, 1], _sink.Taken.Select(transition => transition.Step));
        Assert.Null(_sink.Taken[1].End);
        Assert.NotNull(_sink.Taken[3].End);
        Assert.Contains("full", Assert.Single(_warnings));
    }

    [Fact]
    public void Frames_that_find_no_room_are_given_back()
    {
        var stream = new TransitionStream(new JointEmbodiment(["a"]), ["front"], _sink, () => "somebody", _warnings.Add);
        for (var t = 0; t < 20; t++)
            using (var moment = Frame(t))
                stream.Offer(moment, new TaskProgress(), task: 1);
        Assert.Equal((4, 16), (stream.Lost, _pool.Lent));
    }

    private Moment Frame(int t) => PooledMoment.Make(_pool, 1_000_000_000 + t * 100_000_000L, 2, 2, (byte)t, [t * 0.1], [t * 0.2]);

    private void Offer(TransitionStream stream, long task, int frames, float success = 0.1f)
    {
        for (var t = 0; t < frames; t++)
        {
            var before = stream.Taken;
            using (var moment = Frame(t))
                stream.Offer(moment, new TaskProgress { Task = "stack", Reward = t, Success = success }, task);
            Eventually.True(() => stream.Taken > before, "the frame is taken off the queue");
        }
    }

    private void Stream(Action<TransitionStream> act)
    {
        var stream = new TransitionStream(new JointEmbodiment(["a"]), ["front"], _sink, () => "somebody", _warnings.Add);
        using var stop = new CancellationTokenSource();
        var running = Task.Factory.StartNew(() => stream.Run(stop.Token), TaskCreationOptions.LongRunning);
        act(stream);
        stop.Cancel();
        running.Wait();
        Assert.Equal(_sink.Taken.Count, stream.Sent);
        Assert.Equal(0, _pool.Lent);
    }

    private sealed class Sink : ITransitionSink
    {
        public List<Transition> Taken { get; } = [];

        public int Room { get; set; } = 100;

        private static int Shade(Observation observation) => Assert.Single(observation.Images["front"].Pixels.Distinct());

        public bool TryAdd(Transition transition)
        {
            if (Taken.Count >= Room)
                return false;
            // the images are there for this call only
            Assert.Equal(transition.Step, Shade(transition.Observation));
            if (transition.End is { } end)
                Assert.Equal(transition.Step + 1, Shade(end.Observation));
            Taken.Add(transition);
            return true;
        }
    }
}
