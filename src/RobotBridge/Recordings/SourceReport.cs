namespace Robotics.RobotBridge.Recordings;

/// <summary>What came on a topic, and what of it could not be used.</summary>
/// <param name="Topic">The topic.</param>
/// <param name="Type">Type of its messages.</param>
/// <param name="Messages">All messages.</param>
/// <param name="Rate">Usable messages a second, between the first and the last.</param>
/// <param name="Unstamped">Messages without a stamp, which count as of the time when they were recorded.</param>
/// <param name="Late">Messages whose stamps are not in ascending order, or are there already; they are left out.</param>
/// <param name="Refused">Messages that are broken, lack a joint, or hold a number that is not finite or a quaternion that is no rotation; they are left out.</param>
/// <param name="FirstFault">Why the first of the refused ones is; empty without.</param>
/// <param name="Delay">How much later than their stamps the messages were recorded; null where none has a stamp.</param>
public sealed record SourceReport(
    string Topic, string Type, long Messages, double Rate, long Unstamped, long Late, long Refused, string FirstFault, DelayReport? Delay);
