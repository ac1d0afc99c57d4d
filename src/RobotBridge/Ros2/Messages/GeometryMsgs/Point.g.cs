// generated from geometry_msgs/Point.msg by RecordGenerator
#nullable enable
using Robotics.RobotBridge.Ros2.Cdr;

namespace Robotics.RobotBridge.Ros2.Messages.GeometryMsgs;

/// <summary><c>geometry_msgs/msg/Point</c></summary>
public sealed record Point : IMessage<Point>
{
    /// <inheritdoc/>
    public static MessageType Type { get; } = new("geometry_msgs/msg/Point", "RIHS01_6963084842a9b04494d6b2941d11444708d892da2f4b09843b9c43f42a7f6881");

    /// <summary>Along x.</summary>
    public double X { get; init; }

    /// <summary>Along y.</summary>
    public double Y { get; init; }

    /// <summary>Along z.</summary>
    public double Z { get; init; }

    /// <inheritdoc/>
    public static Point Read(ref CdrReader reader) => new()
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
