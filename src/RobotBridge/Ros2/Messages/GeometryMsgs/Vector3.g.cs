// generated from geometry_msgs/Vector3.msg by RecordGenerator
#nullable enable
using Robotics.RobotBridge.Ros2.Cdr;

namespace Robotics.RobotBridge.Ros2.Messages.GeometryMsgs;

/// <summary><c>geometry_msgs/msg/Vector3</c></summary>
public sealed record Vector3 : IMessage<Vector3>
{
    /// <inheritdoc/>
    public static MessageType Type { get; } = new("geometry_msgs/msg/Vector3", "RIHS01_cc12fe83e4c02719f1ce8070bfd14aecd40f75a96696a67a2a1f37f7dbb0765d");

    /// <summary>Along x.</summary>
    public double X { get; init; }

    /// <summary>Along y.</summary>
    public double Y { get; init; }

    /// <summary>Along z.</summary>
    public double Z { get; init; }

    /// <inheritdoc/>
    public static Vector3 Read(ref CdrReader reader) => new()
    {
        X = reader.Read<double>(),
        Y = reader.Read<double>(),
        Z = reader.Read<double>(),
    };

    /// <inheritdoc/>
    public void Write(CdrWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Write(X);
        writer.Write(Y);
        writer.Write(Z);
    }
}
