// generated from robotics_link/WeightsOffer.msg by RecordGenerator
#nullable enable
using Robotics.RobotBridge.Ros2.Cdr;

namespace Robotics.RobotBridge.Ros2.Messages.RoboticsLink;

/// <summary><c>robotics_link/msg/WeightsOffer</c></summary>
public sealed record WeightsOffer : IMessage<WeightsOffer>
{
    /// <inheritdoc/>
    public static MessageType Type { get; } = new("robotics_link/msg/WeightsOffer", "RIHS01_5562cd18889ac0ce079ba613be15acc3de5ce2608766238c71ec8e381e2365ba");

    /// <summary>As in the hello.</summary>
    public ulong Session { get; init; }

    /// <summary>Identity of the learner's store.</summary>
    public byte[] Learner { get; init; } = new byte[16];

    /// <summary>Counted by that learner, from 1.</summary>
    public long Version { get; init; }

    /// <summary>Bytes.</summary>
    public long Length { get; init; }

    /// <summary>Of all bytes.</summary>
    public byte[] Sha256 { get; init; } = new byte[32];

    /// <inheritdoc/>
    public static WeightsOffer Read(ref CdrReader reader) => new()
    {
        Session = reader.Read<ulong>(),
        Learner = reader.ReadArray<byte>(16),
        Version = reader.Read<long>(),
        Length = reader.Read<long>(),
        Sha256 = reader.ReadArray<byte>(32),
    };

    /// <inheritdoc/>
    public void Write(CdrWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Write(Session);
        writer.WriteArray<byte>(Learner, 16);
        writer.Write(Version);
        writer.Write(Length);
        writer.WriteArray<byte>(Sha256, 32);
    }
}
