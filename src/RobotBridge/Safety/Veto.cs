namespace Robotics.RobotBridge.Safety;

/// <summary>One refusal or reduction, as it goes to the log.</summary>
/// <param name="Time">On the gate's clock.</param>
/// <param name="Reason">Which rule.</param>
/// <param name="Detail">In words, with joint and numbers where they exist.</param>
public sealed record Veto(TimeSpan Time, VetoReason Reason, string Detail);

/// <summary>The rules that refuse or reduce.</summary>
public enum VetoReason
{
    /// <summary>Reduced to the position limit.</summary>
    Position,

    /// <summary>Reduced to the speed limit.</summary>
    Velocity,

    /// <summary>Reduced to the acceleration limit.</summary>
    Acceleration,

    /// <summary>Reduced to the largest distance from the measured position.</summary>
    Step,

    /// <summary>Reduced because the arm was enabled a moment ago.</summary>
    Ramp,

    /// <summary>Reduced so that the arm can still brake before a limit.</summary>
    Braking,

    /// <summary>No position fulfils every limit; nothing leaves.</summary>
    Infeasible,

    /// <summary>A joint state that is not believed.</summary>
    BadMeasurement,

    /// <summary>A proposal that is not believed.</summary>
    BadProposal,

    /// <summary>The joint state is late or missing.</summary>
    StaleMeasurement,

    /// <summary>The policy's observation is late or missing.</summary>
    StaleObservation,

    /// <summary>The dead-man was released.</summary>
    DeadmanReleased,

    /// <summary>The dead-man is missing.</summary>
    DeadmanMissing,

    /// <summary>Somebody asked for a stop.</summary>
    StopRequest,

    /// <summary>The clock that stamps are in jumped, stands still or was never there.</summary>
    ClockFault,

    /// <summary>The control loop paused too long or its clock went backwards.</summary>
    LoopStalled,

    /// <summary>Enabling was refused.</summary>
    EnableRefused,

    /// <summary>Resetting was refused.</summary>
    ResetRefused,
}
