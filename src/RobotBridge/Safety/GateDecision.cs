namespace Robotics.RobotBridge.Safety;

/// <summary>What one tick of the gate decided.</summary>
/// <param name="State">The state after the tick.</param>
/// <param name="Command">The only thing that may be sent; null means that nothing may be.</param>
public readonly record struct GateDecision(GateState State, SafeCommand? Command);

/// <summary>Where the gate stands.</summary>
public enum GateState
{
    /// <summary>Nothing leaves; may be enabled.</summary>
    Disabled,

    /// <summary>Commands leave within the limits.</summary>
    Enabled,

    /// <summary>Data are late: commands brake and hold.</summary>
    Holding,

    /// <summary>Latched: commands brake to a standstill.</summary>
    Stopping,

    /// <summary>Latched: nothing leaves until an operator resets.</summary>
    Stopped,
}

/// <summary>A command within all limits.</summary>
/// <param name="Positions">[J] in the order of the settings, rad or m.</param>
public sealed record SafeCommand(double[] Positions);
