using System.Diagnostics;
using Robotics.Datasets;
using Robotics.Policy.Rollout;
using Robotics.RobotBridge.Links.Log;
using Robotics.RobotBridge.Links.Weights;
using Robotics.RobotBridge.Links.Wire;

namespace Robotics.RobotBridge.Links.Actor;

/// <summary>
/// The robot's end of the learner link. Transitions go to a spool on disk first and from there to the learner, on a thread
/// of their own; weights come back the same way. The robot goes on whether or not anybody listens.
/// </summary>
public sealed class ActorLink : ITransitionSink, IPolicyWeightsSource, IDisposable
{
    private readonly ActorLinkSettings _settings;
    private readonly Action<string> _warn;
    private readonly LinkKey? _key;
    private readonly long _spoolLimit;
    private readonly RecordLog _spool;
    private readonly WeightsInbox _inbox;
    private readonly TransitionCodec _codec;
    private readonly CancellationTokenSource _stop = new();
    private readonly Thread _thread;
    private readonly Lock _adding = new();
    private Guid? _refusedEpisode;
    private long _refused;
    private ulong _confirmed;
    private bool _isUp;
    private string? _fault;
    private string? _lastFault;
    private long _fullAt = long.MaxValue;

    /// <summary>Opens the spool and begins to look for the learner.</summary>
    /// <param name="settings">Without faults.</param>
    /// <param name="warn">Told what somebody should look after; called from the link's thread and from <see cref="TryAdd"/>.</param>
    /// <exception cref="DataException">The spool is another process's or damaged, or there is no such key.</exception>
    public ActorLink(ActorLinkSettings settings, Action<string> warn)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(warn);
        (_settings, _warn) = (settings, warn);
        _key = settings.Key is { } key ? LinkKey.Read(key, needsSecret: false) : null;
        _codec = new TransitionCodec(settings.Lossless ? null : settings.JpegQuality);
        _spoolLimit = (long)settings.SpoolMebibytes << 20;
        _spool = RecordLog.Open(Path.Combine(settings.Spool, "transitions"), _spoolLimit / 16, () => (Guid.NewGuid(), 0, 0));
        if (_spool.CutBytes > 0)
            warn($"{settings.Spool}: {_spool.CutBytes} bytes of a record that was being written when the process ended are removed");
        _inbox = new WeightsInbox(Path.Combine(settings.Spool, "weights"), (long)settings.WeightsMebibytes << 20, warn);
        _confirmed = _spool.First;
        _thread = new Thread(Run) { Name = "learner link", IsBackground = true };
        _thread.Start();
    }

    /// <summary>Where the learner listens.</summary>
    public string Learner => _settings.Learner;

    /// <summary>How the link stands; read it from any thread.</summary>
    public ActorLinkStatus Status
    {
        get
        {
            var (next, bytes) = (_spool.Next, _spool.Bytes);
            return new ActorLinkStatus(
                Volatile.Read(ref _isUp), (long)next, (long)(next - Volatile.Read(ref _confirmed)), Interlocked.Read(ref _refused),
                bytes >= Interlocked.Read(ref _fullAt), bytes, _spoolLimit, Volatile.Read(ref _fault), Volatile.Read(ref _lastFault));
        }
    }

    /// <inheritdoc/>
    public PolicyWeights? Newest => _inbox.Newest;

    /// <inheritdoc/>
    public PolicyWeights? LastGood => _inbox.LastGood;

    /// <inheritdoc/>
    public bool TryAdd(Transition transition)
    {
        ArgumentNullException.ThrowIfNull(transition);
        var payload = _codec.Encode(transition);
        lock (_adding)
        {
            if (_refusedEpisode != transition.Episode && _spool.TryAppend(payload.Span, _spoolLimit))
            {
                Interlocked.Exchange(ref _fullAt, long.MaxValue);
                return true;
            }
            if (_refusedEpisode != transition.Episode)
            {
                Interlocked.Exchange(ref _fullAt, _spool.Bytes);
                _warn($"the spool {_settings.Spool} is full ({_settings.SpoolMebibytes} MiB): the learner has not taken {Status.Waiting} transitions; new ones are refused until it does");
            }
            _refusedEpisode = transition.Episode;
            Interlocked.Increment(ref _refused);
            return false;
        }
    }

    /// <inheritdoc/>
    public byte[] Read(PolicyWeights weights) => _inbox.Read(weights);

    /// <inheritdoc/>
    public void Confirm(PolicyWeights weights) => _inbox.Confirm(weights);

    /// <summary>Stops the thread and puts everything on disk; what the learner has not taken waits there for the next start.</summary>
    public void Dispose()
    {
        _stop.Cancel();
        _thread.Join();
        _spool.Flush();
        _spool.Dispose();
        _inbox.Dispose();
        _stop.Dispose();
    }

    private void Run()
    {
        while (!_stop.IsCancellationRequested)
        {
            var isRefused = false;
            try
            {
                isRefused = Connect();
            }
            catch (Exception fault)
            {
                // whatever is wrong with the link, the process that moves the arm goes on
                isRefused = true;
                Volatile.Write(ref _isUp, false);
                Tell(fault.Message);
            }
            Pause(isRefused ? LinkTiming.RetryRefused : LinkTiming.Retry);
        }
    }

    /// <summary>One connection, until it ends; says whether a new one must wait for somebody to act.</summary>
    private bool Connect()
    {
        using var socket = LinkSocket.Connect(_settings.Learner, _key);
        var clock = Stopwatch.StartNew();
        var session = new ActorSession(_spool, _inbox, _settings.Actor, BitConverter.ToUInt64(Guid.NewGuid().ToByteArray()), TimeSpan.Zero);
        var synced = TimeSpan.Zero;
        while (session.End is null && !_stop.IsCancellationRequested)
        {
            for (var packet = socket.TryReceive(LinkTiming.Turn); packet is not null; packet = socket.TryReceive(TimeSpan.Zero))
                session.Receive(clock.Elapsed, packet);
            if (clock.Elapsed - synced >= TimeSpan.FromSeconds(_settings.SyncInterval))
            {
                _spool.Flush();
                synced = clock.Elapsed;
            }
            session.Advance(clock.Elapsed, socket);
            Note(session);
        }
        Volatile.Write(ref _isUp, false);
        if (session.End is { } end)
            Tell(end);
        return session.IsRefused;
    }

    private void Note(ActorSession session)
    {
        if (!session.IsUp)
            return;
        Volatile.Write(ref _confirmed, session.Confirmed);
        if (Volatile.Read(ref _isUp))
            return;
        Volatile.Write(ref _fault, null);
        Volatile.Write(ref _isUp, true);
    }

    // the spool is put on disk also while nobody listens
    private void Pause(TimeSpan pause)
    {
        var sync = TimeSpan.FromSeconds(Math.Max(_settings.SyncInterval, 0.01));
        for (var left = pause; left > TimeSpan.Zero && !_stop.Token.WaitHandle.WaitOne(left < sync ? left : sync); left -= sync)
            FlushOrTell();
    }

    private void FlushOrTell()
    {
        try
        {
            _spool.Flush();
        }
        catch (IOException fault)
        {
            Tell(fault.Message);
        }
    }

    private void Tell(string fault)
    {
        Volatile.Write(ref _lastFault, fault);
        if (fault != Interlocked.Exchange(ref _fault, fault))
            _warn($"learner link {_settings.Learner}: {fault}");
    }
}
