// generated from builtin_interfaces/Time.msg by RecordGenerator
#nullable enable
using Robotics.RobotBridge.Ros2.Cdr;

namespace Robotics.RobotBridge.Ros2.Messages.BuiltinInterfaces;

/// <summary><c>builtin_interfaces/msg/Time</c></summary>
public sealed record Time : IMessage<Time>
{
    /// <inheritdoc/>
    public static MessageType Type { get; } = new("builtin_interfaces/msg/Time", "RIHS01_b106235e25a4c5ed35098aa0a61a3ee9c9b18d197f398b0e4206cea9acf9c197");

    /// <summary>Seconds since the epoch.</summary>
    public int Sec { get; init; }

    /// <summary>[0, 1e9).</summary>
    public uint Nanosec { get; init; }

    /// <inheritdoc/>
    public static Time Read(ref CdrReader reader) => new()
    {
        Sec = reader.Read<int>(),
        Nanosec = reader.Read<uint>(),
    };

    /// <inheritdoc/>
    public void Write(CdrWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Write(Sec);
        writer.Write(Nanosec);
    }
}
