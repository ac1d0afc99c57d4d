using Robotics.Cli.Progress;
using Robotics.RobotBridge.Node;
using Robotics.RobotBridge.Ros2;
using Robotics.RobotBridge.Ros2.Messages.StdMsgs;
using Robotics.RobotBridge.Ros2.Messages.TrajectoryMsgs;
using Robotics.Simulation.Tasks;
using SeedMessage = Robotics.RobotBridge.Ros2.Messages.StdMsgs.UInt64;

namespace Robotics.Cli.Robot;

/// <summary>
/// The task's arm behind the topics of a real robot: cameras and joint states out, joint commands in, physics at the pace of
/// the wall clock. What only a simulation knows is on topics of its own under ~/.
/// </summary>
internal sealed class SimulatedRobot : IDisposable
{
    // after a longer pause of the loop the simulation falls behind the clock instead of leaping
    private const double LongestCatchUp = 0.1;

    private readonly SimulatedRobotSettings _settings;
    private readonly TimeProvider _clock;
    private readonly Terminal _terminal;
    private readonly PickPlaceRobot _robot;
    private readonly SimulatedSensors _sensors;
    private readonly SimulationTruth _truth;
    private readonly SimulatedOperator? _operator;
    private readonly List<ISubscription> _subscriptions = [];
    private readonly Mailbox<Tuple<double[], double>> _commands = new();
    private readonly Mailbox<SeedMessage> _resets = new();
    private readonly List<bool> _outcomes = [];
    private TimeSpan _simulated;
    private TimeSpan? _episodeStart;
    private bool _isJudged;
    private ulong _seed;

    /// <summary>Announces and listens; time stands still before <see cref="Run"/>, which the same thread must call.</summary>
    public SimulatedRobot(ITransport transport, SimulatedRobotSettings settings, TimeProvider clock, Terminal terminal)
    {
        (_settings, _clock, _terminal, _seed) = (settings, clock, terminal, settings.FirstSeed);
        _robot = new PickPlaceRobot(settings.Task);
        _sensors = new SimulatedSensors(transport, settings, _robot);
        _truth = new SimulationTruth(transport);
        if (settings.OperatorOf is { } node)
            _operator = new SimulatedOperator(transport, node, PickPlaceEnvironment.Instruction);
        _subscriptions.Add(settings.CommandType == CommandType.JointTrajectory
            ? transport.Subscribe<JointTrajectory>(settings.Commands, QosProfile.Default, Offer)
            : transport.Subscribe<Float64MultiArray>(settings.Commands, QosProfile.Default, message => Offer(message.Data, 1 / settings.JointRate)));
        _subscriptions.Add(transport.Subscribe<SeedMessage>("~/reset", QosProfile.Default, _resets.Put));
    }

    /// <summary>How each finished episode went.</summary>
    public IReadOnlyList<bool> Outcomes => _outcomes;

    /// <summary>Runs until cancelled or until the episodes are over.</summary>
    public void Run(CancellationToken cancellation)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        Begin(_seed);
        _simulated = _clock.GetElapsedTime(0);
        FixedRateLoop.Run(
            TimeSpan.FromSeconds(1 / _settings.JointRate),
            Tick,
            _ =>
            {
                if (_settings.Episodes > 0 && _outcomes.Count == _settings.Episodes)
                    over.Cancel();
            },
            over.Token);
    }

    public void Dispose()
    {
        _subscriptions.ForEach(subscription => subscription.Dispose());
        _sensors.Dispose();
        _truth.Dispose();
        _operator?.Dispose();
        _robot.Dispose();
    }

    private void Tick()
    {
        if (_resets.Take() is { } reset)
            Begin(reset.Data);
        if (_commands.Take() is var (positions, seconds))
            _robot.Command(positions, seconds);
        var now = _clock.GetElapsedTime(0);
        if ((now - _simulated).TotalSeconds > LongestCatchUp)
            _simulated = now - TimeSpan.FromSeconds(LongestCatchUp);
        var steps = (int)((now - _simulated).TotalSeconds / _robot.Timestep);
        _robot.Advance(steps);
        _simulated += TimeSpan.FromSeconds(steps * _robot.Timestep);
        _sensors.Publish(RosTime.Now(_clock));
        _truth.Publish(_robot.Truth, _robot.Situation);
        _operator?.Tick(now);
        if (_settings.Episodes > 0)
            FollowEpisode(now);
    }

    private void Begin(ulong seed)
    {
        _seed = seed;
        _robot.Reset(seed);
        _commands.Take();
        (_episodeStart, _isJudged) = (null, false);
        _truth.Begin(seed);
        _operator?.Begin();
    }

    // an episode's time runs from when the arm may move, and the next one begins when no command can come any more
    private void FollowEpisode(TimeSpan now)
    {
        if (_isJudged && _operator is not { IsAtRest: false })
            Begin(_seed + 1);
        else if (_operator is not { IsDriving: false })
            _episodeStart ??= now;
        if (!_isJudged && _episodeStart is { } start && IsOver((now - start).TotalSeconds))
            Judge((now - start).TotalSeconds);
    }

    private bool IsOver(double seconds) => _robot.Truth.Success || _robot.Truth.Invalid is not null || seconds >= _settings.EpisodeSeconds;

    private void Judge(double seconds)
    {
        var truth = _robot.Truth;
        _isJudged = true;
        _outcomes.Add(truth.Success);
        _terminal.Say($"episode {_outcomes.Count}, seed {_seed}: {(truth.Success ? $"done after {seconds:F1} s" : $"not done, it got to '{PickPlaceStages.Names[truth.Stage]}'")}; {_outcomes.Count(done => done)} of {_outcomes.Count}");
        _operator?.Stop();
    }

    // a controller refuses what does not name its joints; so does this one, without a word, as the robot's log is elsewhere
    private void Offer(JointTrajectory message)
    {
        var places = PickPlaceScene.Joints.Select(joint => Array.IndexOf(message.JointNames, joint)).ToArray();
        if (message.Points is not [.., var goal] || places.Contains(-1) || goal.Positions.Length != message.JointNames.Length)
            return;
        Offer([.. places.Select(place => goal.Positions[place])], goal.TimeFromStart.Sec + goal.TimeFromStart.Nanosec / 1e9);
    }

    private void Offer(double[] positions, double seconds)
    {
        if (positions.Length == PickPlaceScene.Joints.Count && Array.TrueForAll(positions, double.IsFinite) && seconds is >= 0 and < 60)
            _commands.Put(Tuple.Create(positions, seconds));
    }
}
