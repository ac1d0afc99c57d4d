// generated from geometry_msgs/Quaternion.msg by RecordGenerator
#nullable enable
using Robotics.RobotBridge.Ros2.Cdr;

namespace Robotics.RobotBridge.Ros2.Messages.GeometryMsgs;

/// <summary><c>geometry_msgs/msg/Quaternion</c></summary>
public sealed record Quaternion : IMessage<Quaternion>
{
    /// <inheritdoc/>
    public static MessageType Type { get; } = new("geometry_msgs/msg/Quaternion", "RIHS01_8a765f66778c8ff7c8ab94afcc590a2ed5325a1d9a076ffff38fbce36f458684");

    /// <summary>Rotation axis along x times the sine of half the angle.</summary>
    public double X { get; init; }

    /// <summary>Along y.</summary>
    public double Y { get; init; }

    /// <summary>Along z.</summary>
    public double Z { get; init; }

    /// <summary>Cosine of half the angle.</summary>
    public double W { get; init; }

    /// <inheritdoc/>
    public static Quaternion Read(ref CdrReader reader) => new()
    {
        X = reader.Read<double>(),
        Y = reader.Read<double>(),
        Z = reader.Read<double>(),
        W = reader.Read<double>(),
    };

    /// <inheritdoc/>
    public void Write(CdrWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Write(X);
        writer.Write(Y);
        writer.Write(Z);
        writer.Write(W);
    }
}
