namespace Robotics.RobotBridge.Node;

/// <summary>What the node has done since its start.</summary>
/// <param name="Ticks">Turns of the loop.</param>
/// <param name="Overruns">Turns left out because one before took too long.</param>
/// <param name="Estimates">Moments estimated and published.</param>
/// <param name="WithoutViews">Turns without a new moment that all cameras saw.</param>
/// <param name="WithoutState">Moments without a joint state near enough.</param>
/// <param name="Undecodable">Moments with an image that could not be decoded.</param>
/// <param name="DroppedViews">Views that never became part of a moment.</param>
/// <param name="LateViews">Views that came too late or twice.</param>
/// <param name="UnstampedViews">Views whose arrival had to stand for their stamp.</param>
/// <param name="Malformed">Messages that were no valid CDR.</param>
/// <param name="Incompatible">Publishers refused because of their quality of service.</param>
public sealed record ObserverCounts(
    long Ticks,
    long Overruns,
    long Estimates,
    long WithoutViews,
    long WithoutState,
    long Undecodable,
    long DroppedViews,
    long LateViews,
    long UnstampedViews,
    long Malformed,
    long Incompatible);
