using System.Collections.Concurrent;
using Robotics.RobotBridge.Node;
using Robotics.RobotBridge.Ros2;
using Robotics.RobotBridge.Ros2.Messages.DiagnosticMsgs;
using Robotics.RobotBridge.Ros2.Messages.RclInterfaces;
using Robotics.RobotBridge.Ros2.Messages.RosgraphMsgs;
using Robotics.RobotBridge.Ros2.Messages.SensorMsgs;
using Robotics.RobotBridge.Ros2.Messages.StdMsgs;
using Robotics.RobotBridge.Ros2.Messages.TrajectoryMsgs;
using Robotics.RobotBridge.Tests.Ros2;
using StringMessage = Robotics.RobotBridge.Ros2.Messages.StdMsgs.String;

namespace Robotics.RobotBridge.Tests.Driving;

/// <summary>Two joints that are at once where they are sent, a camera that sees grey, and an operator with a hand on the dead-man.</summary>
internal sealed class FollowingArm : IDisposable
{
    // a simulator's time has nothing to do with the wall clock
    private const long SimulatorIsBehind = 3_600_000_000_000;

    // whatever arrives waits until this thread has its turn, on a machine however busy
    private static readonly QosProfile Everything = QosProfile.Default with { Depth = 10_000 };

    private readonly ITransport _transport;
    private readonly List<IDisposable> _ends = [];
    private readonly Thread _thread;
    private readonly IPublisher<Clock>? _clock;
    private readonly IPublisher<JointState> _states;
    private readonly IPublisher<Image> _camera;
    private readonly IPublisher<Bool> _deadman;
    private readonly IPublisher<Bool> _enable;
    private readonly IPublisher<Bool> _reset;
    private readonly IPublisher<StringMessage> _task;
    private double[] _positions = [0.1, -0.1];
    private long _time;
    private volatile bool _closing;

    /// <param name="transport">Stays the caller's.</param>
    /// <param name="node">Full name of the node that drives it.</param>
    /// <param name="isSimulated">Whether it has a time of its own, which it tells on /clock.</param>
    public FollowingArm(ITransport transport, string node, bool isSimulated = false)
    {
        _transport = transport;
        _clock = isSimulated ? Keep(transport.Publish<Clock>("/clock", QosProfile.Default)) : null;
        _states = Keep(transport.Publish<JointState>("/joint_states", QosProfile.Default));
        _camera = Keep(transport.Publish<Image>("/front", QosProfile.Default));
        _deadman = Keep(transport.Publish<Bool>(node + "/deadman", QosProfile.Default));
        _enable = Keep(transport.Publish<Bool>(node + "/enable", QosProfile.Default));
        _reset = Keep(transport.Publish<Bool>(node + "/reset", QosProfile.Default));
        _task = Keep(transport.Publish<StringMessage>(node + "/task", QosProfile.Default));
        Keep(transport.Subscribe<JointTrajectory>("/arm/joint_trajectory", Everything, Move));
        Keep(transport.Subscribe<Float64MultiArray>("/arm/commands", Everything, message => Move(["b", "a"], message.Data)));
        Keep(transport.Subscribe<JointTrajectory>(node + "/policy/joint_trajectory", Everything, Plans.Enqueue));
        Keep(transport.Subscribe<StringMessage>(node + "/gate", QosProfile.Latched, message => Gate = message.Data));
        Keep(transport.Subscribe<Log>("/rosout", Everything, message => Log.Enqueue(message.Msg)));
        Keep(transport.Subscribe<DiagnosticArray>("/diagnostics", Everything, message => Diagnostics.Enqueue(message.Status[0])));
        _thread = new Thread(Live);
        _thread.Start();
    }

    /// <summary>Every command that arrived, as positions of a and b.</summary>
    public ConcurrentQueue<double[]> Commands { get; } = new();

    public ConcurrentQueue<JointTrajectory> Plans { get; } = new();

    public ConcurrentQueue<string> Log { get; } = new();

    public ConcurrentQueue<DiagnosticStatus> Diagnostics { get; } = new();

    public string Gate { get; private set; } = "";

    /// <summary>What the dead-man says; null for silence.</summary>
    public bool? Deadman { get; set; }

    /// <summary>Whether its time stands still: everything goes on to be sent, with the stamps of that moment.</summary>
    public bool IsFrozen { get; set; }

    public bool IsReachable => _clock is null or { Matched: 1 } && _enable.Matched == 1 && _reset.Matched == 1 && _task.Matched == 1;

    public double[] Positions => Volatile.Read(ref _positions);

    public void Enable() => _enable.Publish(new Bool { Data = true });

    public void Reset() => _reset.Publish(new Bool { Data = true });

    public void BeginEpisode() => _task.Publish(new StringMessage { Data = "again" });

    /// <summary>Another node takes the arm in hand; returns once the driver could know.</summary>
    public void CommandAsWell()
    {
        var other = Keep(_transport.Publish<JointTrajectory>("/arm/joint_trajectory", QosProfile.Default));
        // the arm itself, and whoever watches
        Eventually.True(() => other.Matched == 2, "the other one is seen");
    }

    public void Dispose()
    {
        _closing = true;
        _thread.Join();
        _ends.ForEach(end => end.Dispose());
    }

    private void Live()
    {
        while (!_closing)
        {
            if (!IsFrozen)
                _time = RosTime.Now(TimeProvider.System) - (_clock is null ? 0 : SimulatorIsBehind);
            var header = new Header { Stamp = RosTime.Stamp(_time) };
            _clock?.Publish(new Clock { ClockValue = header.Stamp });
            _states.Publish(new JointState { Header = header, Name = ["a", "b"], Position = Positions, Velocity = [0, 0] });
            _camera.Publish(new Image { Header = header, Width = 2, Height = 2, Encoding = "mono8", Step = 2, Data = new byte[4] });
            if (Deadman is { } pressed)
                _deadman.Publish(new Bool { Data = pressed });
            Thread.Sleep(10);
        }
    }

    // as joint_trajectory_controller has it from Jazzy on
    private void Move(JointTrajectory message)
    {
        if (message.Points[^1].Velocities.All(velocity => velocity == 0))
            Move(message.JointNames, message.Points[^1].Positions);
    }

    private void Move(string[] names, double[] positions)
    {
        double[] command = [positions[Array.IndexOf(names, "a")], positions[Array.IndexOf(names, "b")]];
        Commands.Enqueue(command);
        Volatile.Write(ref _positions, command);
    }

    private T Keep<T>(T end)
        where T : IDisposable
    {
        _ends.Add(end);
        return end;
    }
}
