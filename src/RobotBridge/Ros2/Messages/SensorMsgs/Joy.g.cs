// generated from sensor_msgs/Joy.msg by RecordGenerator
#nullable enable
using Robotics.RobotBridge.Ros2.Cdr;

namespace Robotics.RobotBridge.Ros2.Messages.SensorMsgs;

/// <summary><c>sensor_msgs/msg/Joy</c></summary>
public sealed record Joy : IMessage<Joy>
{
    /// <inheritdoc/>
    public static MessageType Type { get; } = new("sensor_msgs/msg/Joy", "RIHS01_0d356c79cad3401e35ffeb75a96a96e08be3ef896b8b83841d73e890989372c5");

    /// <summary>When it was read.</summary>
    public StdMsgs.Header Header { get; init; } = new();

    /// <summary>[-1, 1].</summary>
    public float[] Axes { get; init; } = [];

    /// <summary>0 or 1.</summary>
    public int[] Buttons { get; init; } = [];

    /// <inheritdoc/>
    public static Joy Read(ref CdrReader reader) => new()
    {
        Header = StdMsgs.Header.Read(ref reader),
        Axes = reader.ReadSequence<float>(),
        Buttons = reader.ReadSequence<int>(),
    };

    /// <inheritdoc/>
    public void Write(CdrWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        Header.Write(writer);
        writer.WriteSequence<float>(Axes);
        writer.WriteSequence<int>(Buttons);
    }
}
