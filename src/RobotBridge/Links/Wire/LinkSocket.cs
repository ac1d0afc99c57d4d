using System.Text;
using NetMQ;
using NetMQ.Sockets;
using Robotics.Datasets;
using Robotics.RobotBridge.Links.Log;
using Robotics.RobotBridge.Ros2.Cdr;

namespace Robotics.RobotBridge.Links.Wire;

/// <summary>
/// One end of the link over NetMQ. Both queues are short and no frame is longer than the largest record, so a peer that
/// floods or forges lengths fills no memory. Belongs to one thread.
/// </summary>
internal sealed class LinkSocket : ILinkSender, IDisposable
{
    /// <summary>No frame is longer: one record and its numbers.</summary>
    public const int MaximumFrame = LogSegment.MaximumRecord + (1 << 16);

    // messages queued in each direction before a sender is told to wait; NetMQ's own 1000 would be gigabytes
    private const int QueueLength = 32;
    private const int LongestHash = 128;
    private readonly NetMQSocket _socket;
    private readonly bool _hasManyPeers;

    private LinkSocket(NetMQSocket socket, bool hasManyPeers)
    {
        (_socket, _hasManyPeers) = (socket, hasManyPeers);
        var options = socket.Options;
        // marks count only when they are set before bind and connect
        (options.SendHighWatermark, options.ReceiveHighWatermark) = (QueueLength, QueueLength);
        (options.MaxMsgSize, options.Linger) = (MaximumFrame, TimeSpan.Zero);
        (options.ReconnectInterval, options.ReconnectIntervalMax) = (TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(2));
    }

    /// <summary>Where it listens, with the port that was chosen where 0 was asked for.</summary>
    public string Endpoint { get; private set; } = "";

    /// <summary>The learner's end.</summary>
    /// <exception cref="DataException">The address cannot be listened on.</exception>
    public static LinkSocket Listen(string address, LinkKey? key)
    {
        var router = new RouterSocket();
        var socket = new LinkSocket(router, hasManyPeers: true);
        if (key is not null)
            (router.Options.CurveServer, router.Options.CurveCertificate) = (true, key.Certificate);
        Attach(address, () => router.Bind(address), socket);
        socket.Endpoint = router.Options.LastEndpoint ?? address;
        return socket;
    }

    /// <summary>The actor's end; the connection is made and made again in the background.</summary>
    /// <exception cref="DataException">The address is none.</exception>
    public static LinkSocket Connect(string address, LinkKey? learner)
    {
        var dealer = new DealerSocket();
        var socket = new LinkSocket(dealer, hasManyPeers: false);
        if (learner is not null)
            (dealer.Options.CurveServerCertificate, dealer.Options.CurveCertificate) = (learner.Certificate, new NetMQCertificate());
        Attach(address, () => dealer.Connect(address), socket);
        return socket;
    }

    /// <inheritdoc/>
    public bool TrySend<T>(T message)
        where T : IMessage<T> => TrySend([], message);

    /// <summary>As <see cref="TrySend{T}(T)"/>, to one of many peers.</summary>
    public bool TrySend<T>(byte[] peer, T message)
        where T : IMessage<T>
    {
        var packet = Packet.Of(peer, message);
        var frames = new NetMQMessage(3);
        if (_hasManyPeers)
            frames.Append(peer);
        frames.Append(packet.Type);
        frames.Append(packet.Body);
        return _socket.TrySendMultipartMessage(frames);
    }

    /// <summary>Receives the next message that has the form of one; others are dropped.</summary>
    public Packet? TryReceive(TimeSpan wait)
    {
        var frames = new List<byte[]>();
        if (!_socket.TryReceiveFrameBytes(wait, out var frame, out var more))
            return null;
        frames.Add(frame!);
        var expected = _hasManyPeers ? 3 : 2;
        while (more)
        {
            frame = _socket.ReceiveFrameBytes(out more);
            if (frames.Count <= expected)
                frames.Add(frame);
        }
        if (frames.Count != expected || frames[^2].Length > LongestHash)
            return null;
        return new Packet(_hasManyPeers ? frames[0] : [], Encoding.ASCII.GetString(frames[^2]), frames[^1]);
    }

    /// <inheritdoc/>
    public void Dispose() => _socket.Dispose();

    private static void Attach(string address, Action attach, LinkSocket socket)
    {
        try
        {
            attach();
        }
        catch (Exception fault) when (fault is NetMQException or ArgumentException or FormatException or System.Net.Sockets.SocketException)
        {
            socket.Dispose();
            var why = fault is NetMQException or System.Net.Sockets.SocketException ? $": {fault.Message}" : ".";
            throw new DataException($"'{address}' cannot be used{why} An address looks like tcp://192.168.1.20:5555; to listen on every interface, tcp://*:5555.", fault);
        }
    }
}
