using System.Threading.Channels;
using Robotics.Datasets;
using Robotics.Policy;
using Robotics.Policy.Rollout;
using Robotics.RobotBridge.Node;
using Robotics.RobotBridge.Ros2.Messages.RoboticsMsgs;

namespace Robotics.RobotBridge.Links.Actor;

/// <summary>
/// Makes transitions of what a node sees and estimates, and hands them to a sink, on a thread of its own. Every new task
/// begins an episode; the next one or the node's end ends it. Actions are what was commanded, whoever commanded.
/// </summary>
public sealed class TransitionStream
{
    // images are decoded: a second and a half at 10 Hz, and no more memory than that however slow the disk
    private const int QueueLength = 16;
    private const float SuccessIsLikely = 0.5f;

    private readonly IEmbodiment _embodiment;
    private readonly IReadOnlyList<string> _cameras;
    private readonly ITransitionSink _sink;
    private readonly Func<string> _policy;
    private readonly Action<string> _warn;
    private readonly Channel<Frame> _frames = Channel.CreateBounded<Frame>(QueueLength);
    private long _task;
    private Guid _episode;
    private long _start;
    private int _steps;
    private Frame? _last;
    private Frame? _before;
    private Transition? _pending;
    private bool _isCut = true;
    private int _gap;
    private long _sent;
    private long _lost;
    private long _taken;

    /// <summary>Prepares; nothing is sent before <see cref="Run"/>.</summary>
    /// <param name="embodiment">Makes states and actions.</param>
    /// <param name="cameras">Names in the order of the frames' views.</param>
    /// <param name="sink">Stays the caller's.</param>
    /// <param name="policy">Who commands.</param>
    /// <param name="warn">Told when an episode is cut short.</param>
    public TransitionStream(IEmbodiment embodiment, IReadOnlyList<string> cameras, ITransitionSink sink, Func<string> policy, Action<string> warn) =>
        (_embodiment, _cameras, _sink, _policy, _warn) = (embodiment, cameras, sink, policy, warn);

    /// <summary>Transitions that the sink took.</summary>
    public long Sent => Interlocked.Read(ref _sent);

    /// <summary>Frames that were looked at.</summary>
    public long Taken => Interlocked.Read(ref _taken);

    /// <summary>Frames that are in no transition: writing was slower than the robot, or the spool was full.</summary>
    public long Lost => Interlocked.Read(ref _lost);

    /// <summary>Takes an estimated frame; never waits.</summary>
    /// <param name="moment">What was seen; stays the caller's.</param>
    /// <param name="progress">What was estimated.</param>
    /// <param name="task">Number of the task episode; none before the first.</param>
    public void Offer(Moment moment, TaskProgress progress, long task)
    {
        var frame = new Frame(moment.Share(), progress, task);
        if (_frames.Writer.TryWrite(frame))
            return;
        frame.Moment.Dispose();
        Interlocked.Increment(ref _lost);
        Volatile.Write(ref _gap, 1);
    }

    /// <summary>Sends until cancelled; then ends the episode that runs.</summary>
    public void Run(CancellationToken cancellation)
    {
        using var stop = cancellation.Register(() => _frames.Writer.TryComplete());
        while (_frames.Reader.WaitToReadAsync(CancellationToken.None).AsTask().GetAwaiter().GetResult())
            while (_frames.Reader.TryRead(out var frame))
            {
                Take(frame);
                Interlocked.Increment(ref _taken);
            }
        Finish();
    }

    private void Take(Frame frame)
    {
        if (frame.Task != _task)
        {
            Finish();
            (_task, _episode, _start, _steps, _isCut) = (frame.Task, Guid.NewGuid(), frame.Moment.Stamp, 0, false);
            Volatile.Write(ref _gap, 0);
        }
        if (!_isCut && Interlocked.Exchange(ref _gap, 0) == 1)
        {
            Finish();
            Cut("frames came faster than they could be written");
        }
        if (_isCut)
        {
            if (frame.Task > 0)
                Interlocked.Increment(ref _lost);
            frame.Moment.Dispose();
            return;
        }
        if (_last is { } last)
        {
            Send(_pending);
            _before?.Moment.Dispose();
            _pending = new Transition(
                _episode, _steps++, Observe(last), _embodiment.Action(last.Moment.Commanded, frame.Moment.Commanded), frame.Progress.Reward, _policy());
            _before = last;
        }
        _last = frame;
    }

    // only now is it known that the transition before was the last
    private void Finish()
    {
        if (_pending is { } pending && _last is { } last)
        {
            var isDone = last.Progress.Success >= SuccessIsLikely;
            Send(pending with { End = new EpisodeEnd(Observe(last), isDone, isDone) });
        }
        _before?.Moment.Dispose();
        _last?.Moment.Dispose();
        (_pending, _before, _last) = (null, null, null);
    }

    private void Send(Transition? transition)
    {
        if (transition is null || _isCut)
            return;
        try
        {
            if (_sink.TryAdd(transition))
                Interlocked.Increment(ref _sent);
            else
                Cut("the spool is full");
        }
        catch (Exception fault) when (fault is IOException or ArgumentException)
        {
            Cut(fault.Message);
        }
    }

    private void Cut(string why)
    {
        _isCut = true;
        _warn($"the rest of this episode does not go to the learner: {why}");
    }

    private Observation Observe(Frame frame) => new(
        (frame.Moment.Stamp - _start) / 1e9,
        _cameras.Zip(frame.Moment.Views).ToDictionary(view => view.First, view => view.Second),
        _embodiment.State(frame.Moment.Measured, frame.Moment.Commanded),
        frame.Progress.Task);

    private sealed record Frame(Moment Moment, TaskProgress Progress, long Task);
}
