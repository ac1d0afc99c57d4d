// generated from geometry_msgs/Wrench.msg by RecordGenerator
#nullable enable
using Robotics.RobotBridge.Ros2.Cdr;

namespace Robotics.RobotBridge.Ros2.Messages.GeometryMsgs;

/// <summary><c>geometry_msgs/msg/Wrench</c></summary>
public sealed record Wrench : IMessage<Wrench>
{
    /// <inheritdoc/>
    public static MessageType Type { get; } = new("geometry_msgs/msg/Wrench", "RIHS01_018e8519d57c16adbe97c9fe1460ef21fec7e31bc541de3d653a35895677ce52");

    /// <summary>N.</summary>
    public GeometryMsgs.Vector3 Force { get; init; } = new();

    /// <summary>Nm.</summary>
    public GeometryMsgs.Vector3 Torque { get; init; } = new();

    /// <inheritdoc/>
    public static Wrench Read(ref CdrReader reader) => new()
    {
        Force = GeometryMsgs.Vector3.Read(ref reader),
        Torque = GeometryMsgs.Vector3.Read(ref reader),
    };

    /// <inheritdoc/>
    public void Write(CdrWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        Force.Write(writer);
        Torque.Write(writer);
    }
}
