// generated from robotics_link/View.msg by RecordGenerator
#nullable enable
using Robotics.RobotBridge.Ros2.Cdr;

namespace Robotics.RobotBridge.Ros2.Messages.RoboticsLink;

/// <summary><c>robotics_link/msg/View</c></summary>
public sealed record View : IMessage<View>
{
    /// <inheritdoc/>
    public static MessageType Type { get; } = new("robotics_link/msg/View", "RIHS01_c37792af3c281b241ba47fd9baee4f918d73c1f8a68b952ccaa749852b0386d9");

    /// <summary>Name of the camera.</summary>
    public string Camera { get; init; } = "";

    /// <summary>Jpeg or png.</summary>
    public string Format { get; init; } = "";

    /// <summary>The file.</summary>
    public ReadOnlyMemory<byte> Data { get; init; }

    /// <inheritdoc/>
    public static View Read(ref CdrReader reader) => new()
    {
        Camera = reader.ReadString(),
        Format = reader.ReadString(),
        Data = reader.ReadBytes(),
    };

    /// <inheritdoc/>
    public void Write(CdrWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteString(Camera);
        writer.WriteString(Format);
        writer.WriteSequence(Data.Span);
    }
}
