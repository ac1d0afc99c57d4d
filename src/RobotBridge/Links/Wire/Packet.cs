using System.Diagnostics.CodeAnalysis;
using Robotics.RobotBridge.Ros2.Cdr;

namespace Robotics.RobotBridge.Links.Wire;

/// <summary>
/// One message of the link: the hash of its definition, then its CDR bytes. Peers that were built from other definitions
/// do not understand each other, and notice.
/// </summary>
/// <param name="Peer">Whom it came from, where one socket has many peers; empty otherwise.</param>
/// <param name="Type">RIHS01 hash of the definition.</param>
/// <param name="Body">CDR.</param>
internal sealed record Packet(byte[] Peer, string Type, byte[] Body)
{
    /// <summary>Serializes a message.</summary>
    public static Packet Of<T>(byte[] peer, T message)
        where T : IMessage<T> => new(peer, T.Type.Hash, new CdrWriter().Serialize(message).ToArray());

    /// <summary>Reads the message if it is of this type.</summary>
    /// <exception cref="CdrException">It says so, and is not.</exception>
    public bool TryRead<T>([NotNullWhen(true)] out T? message)
        where T : class, IMessage<T>
    {
        message = Type == T.Type.Hash ? CdrReader.Deserialize<T>(Body) : null;
        return message is not null;
    }
}
