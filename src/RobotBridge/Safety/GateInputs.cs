namespace Robotics.RobotBridge.Safety;

/// <summary>A joint state as it arrived; nothing about it is trusted yet.</summary>
/// <param name="Stamp">When it was measured, on the gate's clock.</param>
/// <param name="Names">Joint names, in any order, possibly with joints the gate does not know.</param>
/// <param name="Positions">One per name, rad or m.</param>
/// <param name="Velocities">One per name, per second; empty or NaN where the driver measures none.</param>
public sealed record JointMeasurement(
    TimeSpan Stamp,
    IReadOnlyList<string> Names,
    IReadOnlyList<double> Positions,
    IReadOnlyList<double> Velocities);

/// <summary>What a policy wants; nothing about it is trusted.</summary>
/// <param name="ObservationStamp">When the newest data it was computed from was measured, on the gate's clock.</param>
/// <param name="Names">Exactly the gate's joints, in any order.</param>
/// <param name="Positions">One target per name, rad or m.</param>
public sealed record ProposedCommand(TimeSpan ObservationStamp, IReadOnlyList<string> Names, IReadOnlyList<double> Positions);
