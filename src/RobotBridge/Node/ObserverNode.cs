using System.Diagnostics;
using Robotics.Datasets;
using Robotics.RobotBridge.Ros2;
using Robotics.RobotBridge.Ros2.Messages.RoboticsMsgs;
using Robotics.RobotBridge.Ros2.Messages.SensorMsgs;
using Robotics.RobotBridge.Ros2.Messages.StdMsgs;
using StringMessage = Robotics.RobotBridge.Ros2.Messages.StdMsgs.String;

namespace Robotics.RobotBridge.Node;

/// <summary>
/// Watches a robot and publishes how far along its task it is; commands nothing. Messages are filed by the transport's
/// receiving thread; this loop takes the newest complete moment at a fixed rate, so a slow model drops moments and never
/// queues them.
/// </summary>
public sealed class ObserverNode : IDisposable
{
    private readonly ObserverSettings _settings;
    private readonly LiveProgress _progress;
    private readonly IReadOnlyList<string> _stages;
    private readonly string _model;
    private readonly TimeProvider _clock;
    private readonly CameraInput _cameras;
    private readonly StateHistory _states;
    private readonly Mailbox<string> _tasks = new();
    private readonly List<ISubscription> _subscriptions = [];
    private readonly ObserverOutput _output;
    private readonly ObserverOverlay _overlay;
    private readonly ObserverDiagnostics _diagnostics;
    private readonly RosLog _log;
    private bool _isBlind;
    private ObserverCounts _counts = new(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    /// <summary>Subscribes and announces; nothing is estimated before <see cref="Run"/>.</summary>
    /// <param name="transport">Stays the caller's.</param>
    /// <param name="settings">Without faults.</param>
    /// <param name="progress">Stays the caller's.</param>
    /// <param name="model">For names of stages and model.</param>
    /// <param name="clock">The wall clock that stamps are compared with.</param>
    public ObserverNode(ITransport transport, ObserverSettings settings, LiveProgress progress, RewardModels.IProgressModel model, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(transport);
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(progress);
        ArgumentNullException.ThrowIfNull(model);
        (_settings, _progress, _clock, _stages, _model) = (settings, progress, clock, model.Stages, model.Id);
        _output = new ObserverOutput(transport);
        _overlay = new ObserverOverlay(transport);
        _diagnostics = new ObserverDiagnostics(transport, model.Id);
        _log = new RosLog(transport, clock);
        _states = new StateHistory(settings.StateJoints, RosTime.Nanoseconds(settings.StateSlop));
        if (settings.StateJoints.Count > 0)
            _subscriptions.Add(transport.Subscribe<JointState>(settings.JointStates, QosProfile.Sensor, Offer));
        _subscriptions.Add(transport.Subscribe<StringMessage>("~/task", QosProfile.Default, message => _tasks.Put(message.Data)));
        _cameras = new CameraInput(transport, settings, clock);
    }

    /// <summary>What has happened so far; read it from any thread.</summary>
    public ObserverCounts Counts => Volatile.Read(ref _counts);

    /// <summary>Estimates at the fixed rate until cancelled.</summary>
    public void Run(CancellationToken cancellation)
    {
        var start = Stopwatch.GetTimestamp();
        var schedule = new TickSchedule(TimeSpan.FromSeconds(1 / _settings.Rate), TimeSpan.Zero);
        while (!cancellation.IsCancellationRequested)
        {
            var wait = schedule.Due - Stopwatch.GetElapsedTime(start);
            if (wait > TimeSpan.Zero && cancellation.WaitHandle.WaitOne(wait))
                break;
            Tick();
            schedule.Done(Stopwatch.GetElapsedTime(start));
            Count(schedule);
            if (_diagnostics.Publish(RosTime.Now(_clock), _counts) is { } isBlind)
                Tell(isBlind);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _cameras.Dispose();
        _subscriptions.ForEach(subscription => subscription.Dispose());
        _output.Dispose();
        _overlay.Dispose();
        _diagnostics.Dispose();
        _log.Dispose();
    }

    // a message on the task topic begins a new episode, also with the same words
    private void Tick()
    {
        if (_tasks.Take() is { } task)
        {
            _progress.Begin(task);
            _log.Inform($"new episode: {task}");
        }
        if (_cameras.Take() is not { } moment)
            _counts = _counts with { WithoutViews = _counts.WithoutViews + 1 };
        else if (_states.At(moment.Stamp) is not { } state)
            _counts = _counts with { WithoutState = _counts.WithoutState + 1 };
        else if (Decode(moment) is not { } views)
            _counts = _counts with { Undecodable = _counts.Undecodable + 1 };
        else
            Estimate(moment.Stamp, views, state);
    }

    private void Estimate(long stamp, RgbImage[] views, float[] state)
    {
        var start = Stopwatch.GetTimestamp();
        var (estimate, reward, success) = _progress.Push(views, state);
        var message = new TaskProgress
        {
            Header = new Header { Stamp = RosTime.Stamp(stamp) },
            Task = _progress.Task,
            Stage = (uint)estimate.Stage,
            StageName = _stages[estimate.Stage],
            StageProbabilities = estimate.StageProbabilities,
            Progress = estimate.Progress,
            Confidence = estimate.Confidence,
            Reward = reward,
            Success = success,
            Model = _model,
        };
        _output.Publish(message);
        _overlay.Publish(views[0], message);
        _counts = _counts with { Estimates = _counts.Estimates + 1 };
        _diagnostics.Note(Stopwatch.GetElapsedTime(start).TotalSeconds, (RosTime.Now(_clock) - stamp) / 1e9);
    }

    // a damaged image costs its moment, not the node
    private static RgbImage[]? Decode(AlignedViews<Func<RgbImage>> moment)
    {
        try
        {
            return [.. moment.Views.Select(decode => decode())];
        }
        catch (DataException)
        {
            return null;
        }
    }

    private void Tell(bool isBlind)
    {
        if (isBlind && !_isBlind)
            _log.Warn($"no moment that all {_settings.Cameras.Count} cameras saw{(_settings.StateJoints.Count > 0 ? ", with its joint state" : "")}");
        else if (_isBlind && !isBlind)
            _log.Inform("estimating");
        _isBlind = isBlind;
    }

    private void Offer(JointState message)
    {
        var stamp = RosTime.Nanoseconds(message.Header.Stamp);
        _states.Offer(stamp == 0 ? RosTime.Now(_clock) : stamp, message);
    }

    private void Count(TickSchedule schedule) => Volatile.Write(ref _counts, _counts with
    {
        Ticks = schedule.Ticks,
        Overruns = schedule.Overruns,
        DroppedViews = _cameras.Dropped,
        LateViews = _cameras.Late,
        UnstampedViews = _cameras.Unstamped,
        Malformed = _cameras.Malformed + _subscriptions.Sum(subscription => subscription.Malformed),
        Incompatible = _cameras.Incompatible + _subscriptions.Sum(subscription => subscription.Incompatible),
    });
}
