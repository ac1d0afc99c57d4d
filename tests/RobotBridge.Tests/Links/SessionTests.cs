using Robotics.Cli.Tests;
using Robotics.Policy.Rollout;
using Robotics.RobotBridge.Links;
using Robotics.RobotBridge.Links.Actor;
using Robotics.RobotBridge.Links.Learner;
using Robotics.RobotBridge.Links.Log;
using Robotics.RobotBridge.Links.Weights;
using Robotics.RobotBridge.Links.Wire;
using Robotics.RobotBridge.Ros2.Cdr;
using Robotics.RobotBridge.Ros2.Messages.RoboticsLink;

namespace Robotics.RobotBridge.Tests.Links;

/// <summary>Both ends of the link in a virtual clock, over a network that drops, doubles and reorders; either end dies at random.</summary>
public sealed class SessionTests
{
    private static readonly byte[] Peer = [1];

    [Fact]
    public void Any_schedule_of_faults_stores_every_record_once_and_in_order()
    {
        var (stored, restarts) = (0UL, 0);
        for (var seed = 0; seed < 30; seed++)
        {
            using var run = new Run(seed);
            run.Play(TimeSpan.FromSeconds(20), faulty: true);
            run.Play(TimeSpan.FromSeconds(30), faulty: false);
            Assert.Equal(run.Appended, run.ReadStore());
            Assert.Equal("", run.Refusal);
            (stored, restarts) = (stored + (ulong)run.Appended.Count, restarts + run.Restarts);
        }
        Assert.True(stored > 1500 && restarts > 150, $"{stored} records, {restarts} restarts say little");
    }

    [Fact]
    public void A_spool_that_was_restored_from_a_copy_is_refused_and_loses_nothing_silently()
    {
        using var run = new Run(1);
        run.Append(10);
        run.Play(TimeSpan.FromSeconds(2), faulty: false);
        run.RestoreSpool(() =>
        {
            run.Append(5);
            run.Play(TimeSpan.FromSeconds(2), faulty: false);
        });
        run.Append(1);
        run.Play(TimeSpan.FromSeconds(2), faulty: false);
        Assert.Contains("copy", run.Refusal);
        // as many records as the store has, of another content
        run.Append(9);
        run.Play(TimeSpan.FromSeconds(2), faulty: false);
        Assert.Contains("copy", run.Refusal);
        Assert.True(run.ReadStore().Count >= 15);
    }

    [Fact]
    public void Of_two_connections_with_one_number_the_later_lives_and_the_earlier_lets_go_of_its_stream()
    {
        using var folder = new TemporaryFolder();
        using var desk = new LearnerDesk(folder["store"], new WeightsShelf(folder["shelf"], null, 1 << 20, _ => null, _ => { }), 4, _ => { });
        var (one, other) = (Guid.NewGuid(), Guid.NewGuid());
        var answers = new List<object>();
        foreach (var (stream, session) in new[] { (one, 7UL), (other, 7UL), (one, 8UL) })
            desk.Receive(TimeSpan.Zero, Packet.Of(Peer, new Hello { Session = session, Stream = stream.ToByteArray(), Actor = "arm" }), new Answers(answers));
        Assert.Equal([7UL, 7, 8], answers.OfType<Welcome>().Select(welcome => welcome.Session));
        Assert.Empty(answers.OfType<Refusal>());
        Assert.Equal(2, desk.Actors);
    }

    [Fact]
    public void What_a_killed_learner_left_half_written_is_removed_and_told_of()
    {
        using var folder = new TemporaryFolder();
        var (stream, reports) = (Guid.NewGuid(), new List<string>());
        Greet();
        var file = Assert.Single(Directory.GetFiles(StoredStream.FolderIn(folder["store"], stream), "*.log"));
        File.AppendAllBytes(file, [1, 2, 3]);
        Greet();
        Assert.Contains("arm: 3 bytes", Assert.Single(reports, report => report.Contains("removed")));
        Assert.Equal(LogSegment.HeaderLength, new FileInfo(file).Length);

        void Greet()
        {
            using var desk = new LearnerDesk(folder["store"], new WeightsShelf(folder["shelf"], null, 1 << 20, _ => null, _ => { }), 4, reports.Add);
            desk.Receive(TimeSpan.Zero, Packet.Of(Peer, new Hello { Session = 7, Stream = stream.ToByteArray(), Actor = "arm" }), new Answers([]));
        }
    }

    private sealed class Answers(List<object> answers) : ILinkSender
    {
        public bool TrySend<T>(T message)
            where T : IMessage<T>
        {
            answers.Add(message);
            return true;
        }
    }

    private sealed class Run : IDisposable
    {
        private readonly TemporaryFolder _folder = new();
        private readonly Random _random;
        private readonly List<(TimeSpan Due, bool ToLearner, Packet Packet)> _network = [];
        private readonly TransitionCodec _codec = new(jpegQuality: null);
        private RecordLog _spool;
        private WeightsInbox _inbox;
        private LearnerDesk _desk;
        private ActorSession _session;
        private TimeSpan _now;
        private bool _isFaulty;
        private ulong _promised;
        private int _made;

        public Run(int seed)
        {
            _random = new Random(seed);
            (_spool, _inbox) = OpenActor();
            _desk = OpenDesk();
            _session = Connect();
        }

        public List<int> Appended { get; } = [];

        public int Restarts { get; private set; }

        public string Refusal { get; private set; } = "";

        public void Append(int count)
        {
            for (var i = 0; i < count; i++)
            {
                Assert.True(_spool.TryAppend(_codec.Encode(Made(_made)).Span));
                Appended.Add(_made++);
            }
        }

        public void Play(TimeSpan duration, bool faulty)
        {
            _isFaulty = faulty;
            for (var end = _now + duration; _now < end; _now += TimeSpan.FromMilliseconds(20))
            {
                if (faulty && _random.Next(12) == 0)
                    Append(_random.Next(4));
                if (faulty && _random.Next(120) == 0)
                    Break();
                if (_random.Next(5) == 0)
                    _spool.Flush();
                Deliver();
                _desk.Commit(_ => new Sender(this, toLearner: false));
                _desk.Forget(_now);
                _session.Advance(_now, new Sender(this, toLearner: true));
                if (_session.End is { } end2)
                {
                    Refusal = _session.IsRefused ? end2 : Refusal;
                    _session = Connect();
                }
            }
        }

        public void RestoreSpool(Action meanwhile)
        {
            _spool.Flush();
            CopyFolder(_folder["spool"], _folder["copy"]);
            meanwhile();
            CloseActor();
            Directory.Delete(_folder["spool"], recursive: true);
            CopyFolder(_folder["copy"], _folder["spool"]);
            (_spool, _inbox) = OpenActor();
            _session = Connect();
        }

        public List<int> ReadStore() =>
            [.. TransitionStore.Streams(_folder["store"]).SelectMany(TransitionStore.Transitions).Select(transition => (int)transition.Reward)];

        public void Dispose()
        {
            CloseActor();
            _desk.Dispose();
            _folder.Dispose();
        }

        private static Policy.Rollout.Transition Made(int number) =>
            new(Guid.Empty, number, new Robotics.Datasets.Observation(number, new Dictionary<string, Robotics.Datasets.RgbImage>(), [number], "t"), [0], number, "p");

        private static void CopyFolder(string from, string to)
        {
            Directory.CreateDirectory(to);
            foreach (var file in Directory.GetFiles(from, "*.log"))
                File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        }

        private void Break()
        {
            Restarts++;
            switch (_random.Next(5))
            {
                case 0:
                    CloseActor();
                    (_spool, _inbox) = OpenActor();
                    break;
                case 1:
                    _desk.Dispose();
                    _desk = OpenDesk();
                    return;
                case 2:
                    CutPowerOfActor();
                    break;
                case 3:
                    CutPowerOfLearner();
                    return;
            }
            _session = Connect();
        }

        // what was not on disk is gone, and nobody may ever have seen it
        private void CutPowerOfActor()
        {
            var durable = _spool.Durable;
            CloseActor();
            Truncate(_folder["spool"], durable);
            Appended.RemoveRange((int)durable, Appended.Count - (int)durable);
            (_spool, _inbox) = OpenActor();
        }

        // what was not on disk when the learner confirmed the last time may be gone
        private void CutPowerOfLearner()
        {
            _desk.Dispose();
            if (Directory.Exists(_folder["store"]))
                Truncate(TransitionStore.Streams(_folder["store"])[0], _promised);
            _desk = OpenDesk();
        }

        private void Truncate(string folder, ulong next)
        {
            var files = Directory.GetFiles(folder, "*.log").ToDictionary(file => ulong.Parse(Path.GetFileNameWithoutExtension(file)));
            var last = files.Keys.Where(first => first <= next).Max();
            foreach (var (_, later) in files.Where(file => file.Key > last))
                File.Delete(later);
            var length = LogSegment.HeaderLength + Enumerable.Range((int)last, (int)(next - last)).Sum(i => (long)_codec.Encode(Made(Appended[i])).Length + LogSegment.Overhead);
            using var file = File.OpenWrite(files[last]);
            if (file.Length > length)
                file.SetLength(length);
        }

        private void Deliver()
        {
            // an arbitrary order among those that are due
            foreach (var message in _network.Where(message => message.Due <= _now).ToArray())
            {
                _network.Remove(message);
                if (message.ToLearner)
                    _desk.Receive(_now, message.Packet, new Sender(this, toLearner: false));
                else
                    _session.Receive(_now, message.Packet);
            }
        }

        private (RecordLog, WeightsInbox) OpenActor() =>
            (RecordLog.Open(_folder["spool"], 1000, () => (Guid.NewGuid(), 0, 0)), new WeightsInbox(_folder["weights"], 1 << 20, _ => { }));

        private void CloseActor()
        {
            _spool.Dispose();
            _inbox.Dispose();
        }

        private LearnerDesk OpenDesk() =>
            new(_folder["store"], new WeightsShelf(_folder["shelf"], null, 1 << 20, _ => null, _ => { }), 4, _ => { });

        private ActorSession Connect() => new(_spool, _inbox, "arm", (ulong)_random.NextInt64(), _now);

        private sealed class Sender(Run run, bool toLearner) : ILinkSender
        {
            public bool TrySend<T>(T message)
                where T : IMessage<T>
            {
                run._promised = message switch
                {
                    Welcome welcome => Math.Max(run._promised, welcome.Next),
                    Stored stored => Math.Max(run._promised, stored.Next),
                    _ => run._promised,
                };
                var copies = !run._isFaulty ? 1 : run._random.Next(20) switch { 0 => 0, 1 => 2, _ => 1 };
                for (var i = 0; i < copies; i++)
                    run._network.Add((run._now + TimeSpan.FromMilliseconds(run._isFaulty ? run._random.Next(100) : 1), toLearner, Packet.Of(Peer, message)));
                return !run._isFaulty || run._random.Next(30) > 0 || copies > 0;
            }
        }
    }
}
