using System.Net;
using System.Net.Sockets;

namespace Robotics.Benchmarks.LinkKills;

/// <summary>A TCP proxy on loopback that can cut, stall and refuse connections.</summary>
internal sealed class BrittleNetwork : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly HashSet<Socket> _open = [];
    private readonly IPEndPoint _target;
    private readonly ManualResetEventSlim _flows = new(true);
    private volatile bool _refuses;

    public BrittleNetwork(int targetPort)
    {
        _target = new IPEndPoint(IPAddress.Loopback, targetPort);
        _listener.Start();
        _ = AcceptAsync();
    }

    /// <summary>Where to connect to.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Resets every connection, whatever is on its way in it.</summary>
    public void Cut()
    {
        lock (_open)
        {
            foreach (var socket in _open)
                socket.Close(0);
            _open.Clear();
        }
    }

    /// <summary>Nothing flows, yet connections stay.</summary>
    public void Stall() => _flows.Reset();

    /// <summary>New connections are closed at once.</summary>
    public void Refuse() => _refuses = true;

    /// <summary>Everything works again.</summary>
    public void Heal()
    {
        _refuses = false;
        _flows.Set();
    }

    public void Dispose()
    {
        _listener.Stop();
        Heal();
        Cut();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = JoinAsync(await _listener.AcceptSocketAsync());
        }
        catch (Exception fault) when (fault is SocketException or ObjectDisposedException)
        {
            // the listener was stopped
        }
    }

    private async Task JoinAsync(Socket near)
    {
        var far = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        lock (_open)
            _open.UnionWith([near, far]);
        try
        {
            if (!_refuses)
            {
                await far.ConnectAsync(_target);
                await Task.WhenAny(PumpAsync(near, far), PumpAsync(far, near));
            }
        }
        catch (Exception fault) when (fault is SocketException or ObjectDisposedException)
        {
            // one end is gone
        }
        near.Close(0);
        far.Close(0);
        lock (_open)
            _open.ExceptWith([near, far]);
    }

    private async Task PumpAsync(Socket from, Socket to)
    {
        var buffer = new byte[16384];
        for (var count = await from.ReceiveAsync(buffer); count > 0; count = await from.ReceiveAsync(buffer))
        {
            while (!_flows.IsSet)
                await Task.Delay(5);
            for (var sent = 0; sent < count;)
                sent += await to.SendAsync(buffer.AsMemory(sent, count - sent));
        }
    }
}
