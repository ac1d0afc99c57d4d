using System.Net;
using System.Net.Sockets;

namespace Robotics.Perception.Tests.Support;

/// <summary>A web server on this machine that answers every request with the same bytes.</summary>
internal sealed class OneFileSite : IDisposable
{
    private readonly HttpListener _listener = new();

    internal OneFileSite(byte[] content)
    {
        Address = $"http://127.0.0.1:{FreePort()}/";
        _listener.Prefixes.Add(Address);
        _listener.Start();
        _ = AnswerAsync(content);
    }

    internal string Address { get; }

    public void Dispose() => _listener.Close();

    private async Task AnswerAsync(byte[] content)
    {
        while (_listener.IsListening)
        {
            HttpListenerContext request;
            try
            {
                request = await _listener.GetContextAsync();
            }
            catch (Exception closed) when (closed is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
            await request.Response.OutputStream.WriteAsync(content);
            request.Response.Close();
        }
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
