// generated from rcl_interfaces/Log.msg by RecordGenerator
#nullable enable
using Robotics.RobotBridge.Ros2.Cdr;

namespace Robotics.RobotBridge.Ros2.Messages.RclInterfaces;

/// <summary><c>rcl_interfaces/msg/Log</c></summary>
public sealed record Log : IMessage<Log>
{
    /// <inheritdoc/>
    public static MessageType Type { get; } = new("rcl_interfaces/msg/Log", "RIHS01_e28ce254ca8abc06abf92773b74602cdbf116ed34fbaf294fb9f81da9f318eac");

    /// <summary>When.</summary>
    public BuiltinInterfaces.Time Stamp { get; init; } = new();

    /// <summary>10 debug, 20 info, 30 warn, 40 error, 50 fatal.</summary>
    public byte Level { get; init; }

    /// <summary>Logger.</summary>
    public string Name { get; init; } = "";

    /// <summary>In words.</summary>
    public string Msg { get; init; } = "";

    /// <summary>Source file.</summary>
    public string File { get; init; } = "";

    /// <summary>Source function.</summary>
    public string Function { get; init; } = "";

    /// <summary>Source line.</summary>
    public uint Line { get; init; }

    /// <inheritdoc/>
    public static Log Read(ref CdrReader reader) => new()
    {
        Stamp = BuiltinInterfaces.Time.Read(ref reader),
        Level = reader.Read<byte>(),
        Name = reader.ReadString(),
        Msg = reader.ReadString(),
        File = reader.ReadString(),
        Function = reader.ReadString(),
        Line = reader.Read<uint>(),
    };

    /// <inheritdoc/>
    public void Write(CdrWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        Stamp.Write(writer);
        writer.Write(Level);
        writer.WriteString(Name);
        writer.WriteString(Msg);
        writer.WriteString(File);
        writer.WriteString(Function);
        writer.Write(Line);
    }
}
