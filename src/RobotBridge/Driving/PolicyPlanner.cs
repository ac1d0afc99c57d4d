using System.Diagnostics;
using Robotics.Datasets;
using Robotics.Policy;
using Robotics.RobotBridge.Node;

namespace Robotics.RobotBridge.Driving;

/// <summary>
/// Lets the policy plan, on a thread of its own. A plan counts from the moment that was seen, not from when thinking ended:
/// the plan before goes on meanwhile, so that the arm moves through as in the policy's training. Only the newest plan is kept.
/// </summary>
internal sealed class PolicyPlanner
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(2);

    private readonly NodeContext _node;
    private readonly IPolicy _policy;
    private readonly IReadOnlyList<string> _cameras;
    private readonly MomentSource _moments;
    private readonly StampClock _stamps = new();
    private readonly TimeSpan _lead;
    private readonly Action<PlannedMotion> _planned;
    private PlannedMotion? _plan;
    private long _episode = -1;
    private long _episodeStart;
    private long _plans;
    private long _planningTicks;
    private int _isRestarted;

    /// <param name="node">Stays the caller's.</param>
    /// <param name="policy">Used by the planning thread only; stays the caller's.</param>
    /// <param name="cameras">The views that the policy looks through.</param>
    /// <param name="lead">How long before the end of a plan the next one may start.</param>
    /// <param name="planned">Told of every plan, on the planning thread.</param>
    public PolicyPlanner(NodeContext node, IPolicy policy, IReadOnlyList<string> cameras, TimeSpan lead, Action<PlannedMotion> planned)
    {
        (_node, _policy, _cameras, _lead, _planned) = (node, policy, cameras, lead, planned);
        _moments = node.Sensors.Watch(cameras);
    }

    /// <summary>The newest plan; null before the first, and after a new episode began.</summary>
    public PlannedMotion? Plan => Volatile.Read(ref _plan);

    /// <summary>Plans made.</summary>
    public long Plans => Interlocked.Read(ref _plans);

    /// <summary>How long the policy took for the last plan.</summary>
    public TimeSpan PlanningTime => Stopwatch.GetElapsedTime(0, Interlocked.Read(ref _planningTicks));

    /// <summary>Forgets what was planned: it was not carried out. May be called from any thread.</summary>
    public void Restart() => Interlocked.Exchange(ref _isRestarted, 1);

    /// <summary>Plans until cancelled.</summary>
    public void Run(CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            if (!Step())
                cancellation.WaitHandle.WaitOne(Poll);
        }
    }

    private bool Step()
    {
        var task = _node.Tasks.Current;
        if (Interlocked.Exchange(ref _isRestarted, 0) == 1 || task.Episode != _episode)
            Begin(task);
        var now = _node.Clock.GetElapsedTime(0);
        var due = _plan is { } current ? Due(current) : TimeSpan.MinValue;
        using var moment = now < due ? null : _moments.Take();
        if (moment is null)
            return false;
        var seen = _stamps.Map(moment.Stamp, RosTime.Now(_node.Clock), now);
        if (seen < due)
            return false;
        Volatile.Write(ref _plan, Think(moment, seen, task.Text));
        return true;
    }

    // at least one action of a plan is carried out
    private TimeSpan Due(PlannedMotion plan)
    {
        var most = (plan.Targets.Length - 1) * plan.Period;
        return plan.End - (_lead < most ? _lead : most);
    }

    private void Begin(EpisodeTask task)
    {
        _policy.Reset();
        (_episode, _episodeStart) = (task.Episode, 0);
        Volatile.Write(ref _plan, null);
    }

    private PlannedMotion Think(Moment moment, TimeSpan seen, string task)
    {
        var start = Stopwatch.GetTimestamp();
        if (_episodeStart == 0)
            _episodeStart = moment.Stamp;
        var images = _cameras.Zip(moment.Views).ToDictionary(view => view.First, view => view.Second);
        var state = _node.Embodiment.State(moment.Measured, moment.Commanded);
        var chunk = _policy.Act(new Observation((moment.Stamp - _episodeStart) / 1e9, images, state, task));
        if (chunk.Actions.GetLength(0) == 0)
            throw new InvalidOperationException($"{_policy.Id} planned no action at all.");
        var targets = _node.Embodiment.Targets(moment.Commanded, chunk.Actions);
        var plan = new PlannedMotion(seen, TimeSpan.FromSeconds(chunk.ControlPeriod), moment.Commanded, targets);
        Interlocked.Exchange(ref _planningTicks, Stopwatch.GetTimestamp() - start);
        Interlocked.Increment(ref _plans);
        _planned(plan);
        return plan;
    }
}
