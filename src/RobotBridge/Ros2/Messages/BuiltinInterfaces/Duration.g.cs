// generated from builtin_interfaces/Duration.msg by RecordGenerator
#nullable enable
using Robotics.RobotBridge.Ros2.Cdr;

namespace Robotics.RobotBridge.Ros2.Messages.BuiltinInterfaces;

/// <summary><c>builtin_interfaces/msg/Duration</c></summary>
public sealed record Duration : IMessage<Duration>
{
    /// <inheritdoc/>
    public static MessageType Type { get; } = new("builtin_interfaces/msg/Duration", "RIHS01_e8d009f659816f758b75334ee1a9ca5b5c0b859843261f14c7f937349599d93b");

    /// <summary>Whole seconds, rounded down.</summary>
    public int Sec { get; init; }

    /// <summary>[0, 1e9).</summary>
    public uint Nanosec { get; init; }

    /// <inheritdoc/>
    public static Duration Read(ref CdrReader reader) => new()
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
