using System.Diagnostics;
using Robotics.RobotBridge.Ros2;
using Robotics.RobotBridge.Ros2.Messages.RoboticsMsgs;
using Robotics.RobotBridge.Ros2.Messages.StdMsgs;

namespace Robotics.RobotBridge.Node;

/// <summary>
/// Watches a robot and publishes how far along its task it is; commands nothing. Messages are filed by the transport's
/// receiving thread; this loop takes the newest complete moment at a fixed rate, waiting a little for one that is about to come,
/// so a slow model drops moments and never queues them.
/// </summary>
public sealed class ObserverNode : IDisposable
{
    private static readonly TimeSpan MostPatience = TimeSpan.FromMilliseconds(100);

    private readonly NodeContext _node;
    private readonly LiveProgress _progress;
    private readonly IReadOnlyList<string> _stages;
    private readonly string _model;
    private readonly MomentSource _moments;
    private readonly SensorSilence _silence;
    private readonly ObserverOutput _output;
    private readonly ObserverOverlay _overlay;
    private readonly ObserverDiagnostics _diagnostics;
    private long _episode;
    private TimeSpan _longestWork;
    private string? _blindness;
    private ObserverCounts _counts = new(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    /// <summary>Announces; nothing is estimated before <see cref="Run"/>.</summary>
    /// <param name="node">Stays the caller's.</param>
    /// <param name="cameras">The model's views, in its order.</param>
    /// <param name="progress">Stays the caller's.</param>
    /// <param name="model">For names of stages and model.</param>
    public ObserverNode(NodeContext node, IReadOnlyList<string> cameras, LiveProgress progress, RewardModels.IProgressModel model)
    {
        ArgumentNullException.ThrowIfNull(node);
        ArgumentNullException.ThrowIfNull(progress);
        ArgumentNullException.ThrowIfNull(model);
        (_node, _progress, _stages, _model, _episode) = (node, progress, model.Stages, model.Id, node.Tasks.Current.Episode);
        _output = new ObserverOutput(node.Transport);
        _overlay = new ObserverOverlay(node.Transport);
        _diagnostics = new ObserverDiagnostics(node, model.Id);
        (_moments, _silence) = (node.Sensors.Watch(cameras), node.Sensors.Silence(cameras));
    }

    private TimeSpan Period => TimeSpan.FromSeconds(1 / _node.Settings.Progress.Rate);

    /// <summary>What has happened so far; read it from any thread.</summary>
    public ObserverCounts Counts => Volatile.Read(ref _counts);

    /// <summary>
    /// Told of every estimate, and of the number of the task episode that it belongs to, on the thread of the loop. Who keeps
    /// the moment shares it.
    /// </summary>
    public Action<Moment, TaskProgress, long>? Estimated { get; set; }

    /// <summary>Estimates at the fixed rate until cancelled.</summary>
    public void Run(CancellationToken cancellation)
    {
        _progress.WarmUp(_node.Embodiment.StateNames.Count);
        FixedRateLoop.Run(
            Period,
            Tick,
            schedule =>
            {
                Count(schedule);
                if (_diagnostics.IsDue)
                    Tell(_diagnostics.Publish(_counts, _silence.Look()));
            },
            cancellation);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _output.Dispose();
        _overlay.Dispose();
        _diagnostics.Dispose();
    }

    private void Tick()
    {
        if (_node.Tasks.Current is var task && task.Episode != _episode)
        {
            _episode = task.Episode;
            _progress.Begin(task.Text);
            _node.Log.Inform($"new episode: {task.Text}");
        }
        using var moment = _moments.Take(Patience());
        if (moment is not null)
            Estimate(moment);
    }

    // cameras of the same rate come now before and now after the tick: without waiting, such a moment would be lost to the next
    private TimeSpan Patience()
    {
        var untilLate = Period - 1.1 * _longestWork;
        return new[] { untilLate, Period / 2, MostPatience }.Min() is var patience && patience > TimeSpan.Zero ? patience : TimeSpan.Zero;
    }

    private void Estimate(Moment moment)
    {
        var start = Stopwatch.GetTimestamp();
        var (estimate, reward, success) = _progress.Push(moment.Views, _node.Embodiment.State(moment.Measured, moment.Commanded));
        var message = new TaskProgress
        {
            Header = new Header { Stamp = RosTime.Stamp(moment.Stamp) },
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
        _overlay.Publish(moment.Views[0], message);
        Estimated?.Invoke(moment, message, _episode);
        _counts = _counts with { Estimates = _counts.Estimates + 1 };
        var work = Stopwatch.GetElapsedTime(start);
        _longestWork = work > _longestWork ? work : 0.95 * _longestWork;
        _diagnostics.Note(work.TotalSeconds, (RosTime.Now(_node.Clock) - moment.Stamp) / 1e9);
    }

    private void Tell(string? blindness)
    {
        if (blindness is not null && blindness != _blindness)
            _node.Log.Warn($"nothing to estimate: {blindness}");
        else if (blindness is null && _blindness is not null)
            _node.Log.Inform("estimating");
        _blindness = blindness;
    }

    private void Count(TickSchedule schedule) => Volatile.Write(ref _counts, _counts with
    {
        Ticks = schedule.Ticks,
        Overruns = schedule.Overruns,
        WithoutViews = _moments.WithoutViews,
        WithoutState = _moments.WithoutState,
        Undecodable = _moments.Undecodable,
        DroppedViews = _moments.DroppedViews,
        LateViews = _moments.LateViews,
        UnstampedViews = _node.Sensors.UnstampedViews,
        Malformed = _node.Sensors.Malformed + _node.Tasks.Malformed,
        Incompatible = _node.Sensors.Incompatible,
    });
}
