namespace Robotics.RobotBridge.Recordings;

/// <summary>
/// How much later than their stamps the messages of a topic were recorded, seconds. A least delay far from the mean, or
/// below zero, tells of clocks that disagree or were set.
/// </summary>
/// <param name="Mean">Of all stamped messages.</param>
/// <param name="Least">Of the promptest.</param>
/// <param name="Largest">Of the one that waited longest.</param>
public sealed record DelayReport(double Mean, double Least, double Largest);
