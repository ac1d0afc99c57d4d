// generated from rosgraph_msgs/Clock.msg by RecordGenerator
#nullable enable
using Robotics.RobotBridge.Ros2.Cdr;

namespace Robotics.RobotBridge.Ros2.Messages.RosgraphMsgs;

/// <summary><c>rosgraph_msgs/msg/Clock</c></summary>
public sealed record Clock : IMessage<Clock>
{
    /// <inheritdoc/>
    public static MessageType Type { get; } = new("rosgraph_msgs/msg/Clock", "RIHS01_692f7a66e93a3c83e71765d033b60349ba68023a8c689a79e48078bcb5c58564");

    /// <summary>Simulated time.</summary>
    public BuiltinInterfaces.Time ClockValue { get; init; } = new();

    /// <inheritdoc/>
    public static Clock Read(ref CdrReader reader) => new()
    {
        ClockValue = BuiltinInterfaces.Time.Read(ref reader),
    };

    /// <inheritdoc/>
    public void Write(CdrWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ClockValue.Write(writer);
    }
}
