// generated from geometry_msgs/Transform.msg by RecordGenerator
#nullable enable
using Robotics.RobotBridge.Ros2.Cdr;

namespace Robotics.RobotBridge.Ros2.Messages.GeometryMsgs;

/// <summary><c>geometry_msgs/msg/Transform</c></summary>
public sealed record Transform : IMessage<Transform>
{
    /// <inheritdoc/>
    public static MessageType Type { get; } = new("geometry_msgs/msg/Transform", "RIHS01_beb83fbe698636351461f6f35d1abb20010c43d55374d81bd041f1ba2581fddc");

    /// <summary>Metres.</summary>
    public GeometryMsgs.Vector3 Translation { get; init; } = new();

    /// <summary>Of unit norm.</summary>
    public GeometryMsgs.Quaternion Rotation { get; init; } = new();

    /// <inheritdoc/>
    public static Transform Read(ref CdrReader reader) => new()
    {
        Translation = GeometryMsgs.Vector3.Read(ref reader),
        Rotation = GeometryMsgs.Quaternion.Read(ref reader),
    };

    /// <inheritdoc/>
    public void Write(CdrWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        Translation.Write(writer);
        Rotation.Write(writer);
    }
}
