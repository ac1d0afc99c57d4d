using Robotics.RobotBridge.Safety;

namespace Robotics.RobotBridge.Driving;

/// <summary>What driving has come to.</summary>
/// <param name="State">Where the safety gate stands.</param>
/// <param name="Ticks">Turns of the control loop.</param>
/// <param name="Overruns">Turns left out because one before took too long.</param>
/// <param name="Commands">Commands sent.</param>
/// <param name="Vetoes">Refusals and reductions.</param>
/// <param name="Plans">Plans of the policy.</param>
/// <param name="PlanningTime">The policy's time for the last plan.</param>
public sealed record DriverCounts(
    GateState State,
    long Ticks,
    long Overruns,
    long Commands,
    long Vetoes,
    long Plans,
    TimeSpan PlanningTime);
