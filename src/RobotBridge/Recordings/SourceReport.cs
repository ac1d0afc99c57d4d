namespace Robotics.RobotBridge.Recordings;

/// <summary>What came on a topic, and what of it could not be used.</summary>
/// <param name="Topic">The topic.</param>
/// <param name="Type">Type of its messages.</param>
/// <param name="Messages">All messages.</param>
/// <param name="Unstamped">Messages without a stamp, which count as of the time when they were recorded.</param>
/// <param name="Late">Messages that are not later than one before; they are left out.</param>
/// <param name="Refused">Messages that are broken, lack a joint or hold a number that is not finite; they are left out.</param>
/// <param name="MeanDelay">How much later than their stamps the messages were recorded on average, seconds.</param>
public sealed record SourceReport(string Topic, string Type, long Messages, long Unstamped, long Late, long Refused, double MeanDelay);
