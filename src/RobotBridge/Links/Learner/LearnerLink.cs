using System.Diagnostics;
using Robotics.Datasets;
using Robotics.RobotBridge.Links.Weights;
using Robotics.RobotBridge.Links.Wire;
using Robotics.RobotBridge.Ros2.Cdr;

namespace Robotics.RobotBridge.Links.Learner;

/// <summary>The learner's end of the link: takes in what the actors experience, publishes the policy that the training writes.</summary>
public sealed class LearnerLink : IDisposable
{
    // one wait for the disk confirms everything that came meanwhile
    private const int MostMessagesOfTurn = 64;
    private static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(0.5);
    private readonly LinkSocket _socket;
    private readonly WeightsShelf _shelf;
    private readonly LearnerDesk _desk;
    private readonly FileStream _lock;

    /// <summary>Listens from now on; answers while <see cref="Run"/> runs.</summary>
    /// <param name="settings">Without faults.</param>
    /// <param name="check">Says why a content of the weights file cannot be published; null when it can.</param>
    /// <param name="report">Told of actors and weights.</param>
    /// <exception cref="DataException">Address, key or store cannot be used.</exception>
    public LearnerLink(LearnerSettings settings, Func<byte[], string?> check, Action<string> report)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(check);
        ArgumentNullException.ThrowIfNull(report);
        Directory.CreateDirectory(settings.Store);
        _lock = Lock(settings.Store);
        try
        {
            var key = settings.Key is { } path ? LinkKey.Read(path, needsSecret: true) : null;
            _shelf = new WeightsShelf(Path.Combine(settings.Store, "weights"), settings.Weights, (long)settings.WeightsMebibytes << 20, check, report);
            _desk = new LearnerDesk(settings.Store, _shelf, settings.MostActors, report);
            _socket = LinkSocket.Listen(settings.Listen, key);
        }
        catch
        {
            _lock.Dispose();
            throw;
        }
    }

    /// <summary>Where it listens.</summary>
    public string Endpoint => _socket.Endpoint;

    /// <summary>Transitions stored since the start.</summary>
    public long Stored => _desk.Stored;

    /// <summary>Serves until cancelled.</summary>
    /// <exception cref="IOException">The disk failed; nothing that is not on it was confirmed.</exception>
    public void Run(CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        var look = TimeSpan.Zero;
        while (!cancellation.IsCancellationRequested)
        {
            var wait = LinkTiming.Turn;
            for (var i = 0; i < MostMessagesOfTurn && _socket.TryReceive(wait) is { } packet; i++, wait = TimeSpan.Zero)
                _desk.Receive(clock.Elapsed, packet, new PeerSender(_socket, packet.Peer));
            _desk.Commit(peer => new PeerSender(_socket, peer));
            if (clock.Elapsed < look)
                continue;
            look = clock.Elapsed + LookInterval;
            _shelf.Refresh();
            _desk.Forget(clock.Elapsed);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _desk.Dispose();
        _socket.Dispose();
        _lock.Dispose();
    }

    private static FileStream Lock(string store)
    {
        try
        {
            return new FileStream(Path.Combine(store, ".lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException fault)
        {
            throw new DataException(new Defect(store, "another learner is using it.", "End that one, or name another store."), fault);
        }
    }

    private sealed class PeerSender(LinkSocket socket, byte[] peer) : ILinkSender
    {
        public bool TrySend<T>(T message)
            where T : IMessage<T> => socket.TrySend(peer, message);
    }
}
