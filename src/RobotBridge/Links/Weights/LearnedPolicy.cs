using Robotics.Datasets;
using Robotics.Policy;

namespace Robotics.RobotBridge.Links.Weights;

/// <summary>When newer weights may take over.</summary>
public enum SwapMoment
{
    /// <summary>Between two episodes.</summary>
    Episode,

    /// <summary>Between two action chunks.</summary>
    Chunk,
}

/// <summary>
/// A policy that becomes better while it runs. Newer weights are loaded and tried beside it, on a thread of their own; they
/// take over at the next safe moment, and only if they plan finite actions of the same shape for what the robot saw at the
/// beginning of the episode.
/// Whatever is wrong with them, the policy before goes on.
/// </summary>
public sealed class LearnedPolicy : IPolicy
{
    private static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(0.2);
    private readonly IPolicyWeightsSource _source;
    private readonly Func<Stream, IPolicy> _load;
    private readonly SwapMoment _moment;
    private readonly Action<string> _report;
    private readonly CancellationTokenSource _stop = new();
    private readonly Thread _thread;
    private IPolicy _policy;
    private string _known;
    private Candidate? _candidate;
    private PolicyWeights? _taken;
    private PolicyWeights? _inUse;
    private Sample? _sample;
    private int _isSampleWanted = 1;

    /// <summary>Starts with the last good weights, or with the given policy where there are none.</summary>
    /// <param name="source">Where weights come from; stays the caller's.</param>
    /// <param name="load">Makes a policy of a weights file, such as <c>stream => ChunkPolicy.Load(stream)</c>.</param>
    /// <param name="initial">Makes the policy to start with where no weights ever came.</param>
    /// <param name="moment">When newer ones may take over.</param>
    /// <param name="report">Told of every change and refusal.</param>
    public LearnedPolicy(IPolicyWeightsSource source, Func<Stream, IPolicy> load, Func<IPolicy> initial, SwapMoment moment, Action<string> report)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(load);
        ArgumentNullException.ThrowIfNull(initial);
        ArgumentNullException.ThrowIfNull(report);
        (_source, _load, _moment, _report) = (source, load, moment, report);
        var good = source.LastGood is { } weights ? TryLoad(weights) : null;
        _inUse = good is null ? null : source.LastGood;
        (_policy, _known) = (good ?? initial(), _inUse?.Sha256 ?? "");
        _thread = new Thread(Look) { Name = "policy weights", IsBackground = true, Priority = ThreadPriority.BelowNormal };
        _thread.Start();
    }

    /// <inheritdoc/>
    public string Id => _policy.Id;

    /// <summary>The learner's weights that it acts with; null while it acts with those that it began with. Read it from any thread.</summary>
    public PolicyWeights? Weights => Volatile.Read(ref _inUse);

    /// <inheritdoc/>
    public void Reset()
    {
        Swap();
        _policy.Reset();
        Volatile.Write(ref _isSampleWanted, 1);
    }

    /// <inheritdoc/>
    public ActionChunk Act(Observation observation)
    {
        if (_moment == SwapMoment.Chunk && Swap())
            _policy.Reset();
        var chunk = _policy.Act(observation);
        if (Interlocked.Exchange(ref _isSampleWanted, 0) == 1)
            Volatile.Write(ref _sample, new Sample(observation.Copy(), chunk));
        return chunk;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _stop.Cancel();
        _thread.Join();
        _policy.Dispose();
        _candidate?.Policy.Dispose();
        _stop.Dispose();
    }

    private bool Swap()
    {
        if (Interlocked.Exchange(ref _candidate, null) is not { } candidate)
            return false;
        var before = _policy;
        _policy = candidate.Policy;
        before.Dispose();
        Volatile.Write(ref _inUse, candidate.Weights);
        Volatile.Write(ref _taken, candidate.Weights);
        return true;
    }

    private void Look()
    {
        while (!_stop.Token.WaitHandle.WaitOne(LookInterval))
        {
            if (Interlocked.Exchange(ref _taken, null) is { } taken)
                Confirm(taken);
            // what they plan is compared with what the present policy planned for the same observation
            if (_source.Newest is { } newest && newest.Sha256 != _known && Volatile.Read(ref _sample) is { } sample)
                Try(newest, sample);
        }
    }

    private void Try(PolicyWeights weights, Sample sample)
    {
        _known = weights.Sha256;
        if (TryLoad(weights) is not { } policy)
            return;
        if (Fault(policy, sample) is { } fault)
        {
            policy.Dispose();
            _report($"policy weights {weights.Version} are not used: {fault}");
            return;
        }
        policy.Reset();
        Interlocked.Exchange(ref _candidate, new Candidate(weights, policy))?.Policy.Dispose();
    }

    private IPolicy? TryLoad(PolicyWeights weights)
    {
        try
        {
            using var stream = new MemoryStream(_source.Read(weights));
            return _load(stream);
        }
        catch (Exception fault)
        {
            // whatever is wrong with new weights, the robot goes on with the old ones
            _report($"policy weights {weights.Version} are not used: {fault.Message}");
            return null;
        }
    }

    private static string? Fault(IPolicy policy, Sample sample)
    {
        ActionChunk chunk;
        try
        {
            chunk = policy.Act(sample.Observation);
        }
        catch (Exception fault)
        {
            return fault.Message;
        }
        if (chunk.Actions.GetLength(1) != sample.Chunk.Actions.GetLength(1) || chunk.ControlPeriod != sample.Chunk.ControlPeriod)
            return $"they plan {chunk.Actions.GetLength(1)} numbers every {chunk.ControlPeriod} s, and this robot takes {sample.Chunk.Actions.GetLength(1)} every {sample.Chunk.ControlPeriod} s";
        return chunk.Actions.Cast<float>().All(float.IsFinite) ? null : "they plan an action that is not finite";
    }

    private void Confirm(PolicyWeights weights)
    {
        _report($"policy weights {weights.Version} ({weights.Sha256[..12]}) have taken over");
        try
        {
            _source.Confirm(weights);
        }
        catch (Exception fault)
        {
            // whatever is wrong with the disk, the robot goes on
            _report($"policy weights {weights.Version} will not be there after a restart: {fault.Message}");
        }
    }

    private sealed record Candidate(PolicyWeights Weights, IPolicy Policy);

    private sealed record Sample(Observation Observation, ActionChunk Chunk);
}
