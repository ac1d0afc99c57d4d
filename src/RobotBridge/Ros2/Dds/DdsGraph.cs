using Robotics.RobotBridge.Ros2.Cdr;
using Robotics.RobotBridge.Ros2.Messages.RmwDdsCommon;
using Robotics.RobotBridge.Ros2.Names;

namespace Robotics.RobotBridge.Ros2.Dds;

/// <summary>Tells the other nodes which endpoints are this node's, so that <c>ros2 node list</c> and <c>topic info</c> know it.</summary>
internal sealed class DdsGraph(DdsTransport transport, NodeIdentity node) : IDisposable
{
    /// <summary>The topic that carries the graph, without the prefix of the others.</summary>
    public const string Topic = "ros_discovery_info";

    private const int GuidLength = 16;
    private const int HumbleGidLength = 24;

    private readonly DdsPublisher<ParticipantEntitiesInfo> _publisher = new(transport, Topic, QosProfile.Latched);
    private readonly CdrWriter _writer = new();

    /// <summary>Announces the endpoints as they are now.</summary>
    public void Announce(IReadOnlyCollection<DdsEndpoint> endpoints)
    {
        var message = new ParticipantEntitiesInfo
        {
            Gid = Gid(transport.Participant),
            NodeEntitiesInfoSeq =
            [
                new NodeEntitiesInfo
                {
                    NodeNamespace = node.Namespace,
                    NodeName = node.Name,
                    ReaderGidSeq = [.. endpoints.Where(endpoint => !endpoint.Sends).Select(endpoint => Gid(endpoint.Entity))],
                    WriterGidSeq = [.. endpoints.Where(endpoint => endpoint.Sends).Select(endpoint => Gid(endpoint.Entity))],
                },
            ],
        };
        if (transport.Distribution == RosDistribution.Humble)
            _publisher.Send(HumbleForm(message));
        else
            _publisher.Publish(message);
    }

    /// <inheritdoc/>
    public void Dispose() => _publisher.Dispose();

    // Humble's ids are eight bytes longer; everything else is the same message
    private ReadOnlySpan<byte> HumbleForm(ParticipantEntitiesInfo message)
    {
        _writer.Begin();
        WriteLong(message.Gid);
        _writer.Write((uint)message.NodeEntitiesInfoSeq.Length);
        foreach (var entry in message.NodeEntitiesInfoSeq)
        {
            _writer.WriteString(entry.NodeNamespace);
            _writer.WriteString(entry.NodeName);
            foreach (var gids in new[] { entry.ReaderGidSeq, entry.WriterGidSeq })
            {
                _writer.Write((uint)gids.Length);
                foreach (var gid in gids)
                    WriteLong(gid);
            }
        }
        return _writer.Written.Span;
    }

    private void WriteLong(Gid gid)
    {
        Span<byte> bytes = stackalloc byte[HumbleGidLength];
        bytes.Clear();
        gid.Data.CopyTo(bytes);
        _writer.WriteArray<byte>(bytes, HumbleGidLength);
    }

    private static unsafe Gid Gid(int entity)
    {
        var bytes = new byte[GuidLength];
        fixed (byte* target = bytes)
            CycloneApi.Check(CycloneApi.dds_get_guid(entity, target));
        return new Gid { Data = bytes };
    }
}
