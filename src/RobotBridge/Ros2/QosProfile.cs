namespace Robotics.RobotBridge.Ros2;

/// <summary>Quality of service of one end of a topic.</summary>
/// <param name="Reliable">Resend what was lost; otherwise best effort.</param>
/// <param name="TransientLocal">Late subscribers get the last messages.</param>
/// <param name="Depth">Messages kept, the newest ones.</param>
public sealed record QosProfile(bool Reliable, bool TransientLocal, int Depth)
{
    /// <summary>How long after it was sent a message may still be sent again; null for ever. Every subscriber accepts it.</summary>
    public TimeSpan? Lifespan { get; init; }

    /// <summary>ROS 2's default: reliable, volatile, ten messages.</summary>
    public static QosProfile Default { get; } = new(Reliable: true, TransientLocal: false, Depth: 10);

    /// <summary>For sensors: best effort, which matches every publisher, five messages.</summary>
    public static QosProfile Sensor { get; } = new(Reliable: false, TransientLocal: false, Depth: 5);

    /// <summary>The last message stays for late subscribers.</summary>
    public static QosProfile Latched { get; } = new(Reliable: true, TransientLocal: true, Depth: 1);
}
