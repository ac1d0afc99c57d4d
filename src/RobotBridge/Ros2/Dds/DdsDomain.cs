namespace Robotics.RobotBridge.Ros2.Dds;

/// <summary>The process's share of a DDS domain: configured by the first node in it, closed by the last.</summary>
internal sealed class DdsDomain : IDisposable
{
    // as many participants as rmw_cyclonedds has on one machine, so that each finds all others;
    // raw images come in bursts of megabytes, and the kernel gives at most net.core.rmem_max
    private const string Localhost = """
        <CycloneDDS><Domain>
          <General><Interfaces><NetworkInterface name="lo"/></Interfaces><AllowMulticast>false</AllowMulticast></General>
          <Discovery>
            <ParticipantIndex>auto</ParticipantIndex><MaxAutoParticipantIndex>32</MaxAutoParticipantIndex>
            <Peers><Peer address="127.0.0.1"/></Peers>
          </Discovery>
          <Internal><SocketReceiveBufferSize max="16 MiB"/></Internal>
        </Domain></CycloneDDS>
        """;

    private static readonly Dictionary<int, (int Entity, int Users)> Open = [];

    private readonly int _id;
    private bool _disposed;

    /// <summary>Joins; only a localhost configuration is made here, any other is Cyclone's own through CYCLONEDDS_URI.</summary>
    public DdsDomain(DdsSettings settings)
    {
        _id = settings.DomainInForce();
        lock (Open)
        {
            var (entity, users) = Open.GetValueOrDefault(_id);
            if (users == 0 && settings.LocalhostOnlyInForce())
                entity = CycloneApi.Check(CycloneApi.dds_create_domain((uint)_id, Localhost));
            Open[_id] = (entity, users + 1);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        lock (Open)
        {
            var (entity, users) = Open[_id];
            if (users == 1 && entity != 0)
                _ = CycloneApi.dds_delete(entity);
            Open[_id] = (users == 1 ? 0 : entity, users - 1);
        }
    }
}
